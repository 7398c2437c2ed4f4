/** Style sheets an island imports; Vite turns them into files of their own. */
declare module "*.css";
