"""Pages of the accounts slice."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.accounts import access, queries, services
from goen.accounts.forms import MergeForm, OrganisationForm, ProfileForm, SignInForm
from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError, TooMuchError

_SCOPE = "sign-in"
# Five wrong guesses of one account from one address, fifty from an address: an office shares one.
_LIMITS = {"pair": 5, "address": 50}
_WINDOW_S = 15 * 60


class SignInView(LoginView):
    """Sign in; guessing is slowed down per account and address."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Look at the brake before the password."""
        try:
            for kind, key in self._keys().items():
                services.refuse_if_too_many(scope=_SCOPE, key=key, limit=_LIMITS[kind], window_s=_WINDOW_S)
        except TooMuchError as error:
            return render(
                request, self.template_name, {"form": SignInForm(request), "refusal": sentence(error)}, status=429
            )
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count the wrong guess."""
        for key in self._keys().values():
            services.count_attempt(scope=_SCOPE, key=key)
        return super().form_invalid(form)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Go on to the one-time password where the account has one, else in; a receiver notes it."""
        services.forget_attempts(scope=_SCOPE, key=self._keys()["pair"])
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_redirect_url() or None)
        answer: HttpResponse = perform_password_login(self.request, {"username": user.get_username()}, login)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the identity providers the operator set up."""
        return super().get_context_data(**kwargs) | {"providers": queries.providers(self.request)}

    def _keys(self) -> dict[str, str]:
        address = str(self.request.META.get("REMOTE_ADDR", ""))
        username = self.request.POST.get("username", "").casefold()[:200]
        return {"pair": f"{username}|{address}", "address": address}


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own account."""
    user = access.get_own_account(actor_of(request))
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        services.edit_profile(user=user, **form.cleaned_data)
        messages.success(request, _("プロフィールを保存しました。"))
        return redirect("accounts:profile")
    context = {"form": form, "account": user, "providers": queries.providers(request)}
    return render(request, "accounts/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this browser stays signed in, others do not."""
    user = access.get_own_account(actor_of(request))
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("パスワードを変更しました。"))
        return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form})


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List every organisation, for operators; 1 query."""
    access.require_operator(actor_of(request))
    return render(request, "accounts/organisations.html", {"organisations": queries.organisations()})


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, organisation_id: int = 0) -> HttpResponse:
    """Make or change an organisation."""
    actor = actor_of(request)
    access.require_operator(actor)
    row = access.get_organisation_to_edit(actor, organisation_id) if organisation_id else None
    form = OrganisationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        services.save_organisation(organisation=form.save(commit=False), by=actor.key)
        messages.success(request, _("団体を保存しました。"))
        return redirect("accounts:organisations")
    merge = MergeForm(organisation=row) if row else None
    return render(request, "accounts/organisation.html", {"form": form, "organisation": row, "merge": merge})


@require_POST
def merge(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Make one of two spellings of the same body."""
    actor = actor_of(request)
    row = access.get_organisation_to_edit(actor, organisation_id)
    form = MergeForm(request.POST, organisation=row)
    if not form.is_valid():
        raise BadInputError("accounts.merge_itself")
    kept = services.merge_organisations(keep=form.cleaned_data["keep"], drop=row, by=actor.key)
    messages.success(request, _("「%(name)s」にまとめました。") % {"name": kept.name})
    return redirect("accounts:organisations")
