/// <reference types="vitest/config" />
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../src/goen/base/static");
const fonts = { "400Regular/NotoSansJP_400Regular.ttf": "NotoSansJP-Regular.ttf", "700Bold/NotoSansJP_700Bold.ttf": "NotoSansJP-Bold.ttf" };

/** Every folder in islands/ that holds a main.ts is an island; nothing has to be registered. */
function entries(): string[] {
  const islands = readdirSync(join(here, "islands"), { withFileTypes: true })
    .filter((folder) => folder.isDirectory() && existsSync(join(here, "islands", folder.name, "main.ts")))
    .map((folder) => join(here, "islands", folder.name, "main.ts"));
  return [...islands, join(here, "styles/main.css"), join(here, "styles/print.css"), join(here, "styles/showcase.css")];
}

/** The two fonts typst embeds in PDF; web pages use the fonts of the visitor's own system. */
function copyFonts(): Plugin {
  return {
    name: "goen-fonts",
    closeBundle(): void {
      mkdirSync(join(out, "fonts"), { recursive: true });
      for (const [from, to] of Object.entries(fonts)) {
        copyFileSync(join(here, "node_modules/@expo-google-fonts/noto-sans-jp", from), join(out, "fonts", to));
      }
    },
  };
}

export default defineConfig(({ mode }) => ({
  root: here,
  base: "./", // the same build serves at / and under a sub-path
  publicDir: false,
  plugins: [copyFonts()],
  build: {
    outDir: join(out, "islands"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    chunkSizeWarningLimit: 700, // kB: ECharts by parts, on pages with charts only
    assetsInlineLimit: 0, // data: addresses are not in the content security policy
    modulePreload: { polyfill: false },
    sourcemap: mode === "development",
    rollupOptions: { input: entries() },
  },
  test: { environment: "happy-dom", include: ["{islands,shared}/**/*.test.ts"] },
}));
