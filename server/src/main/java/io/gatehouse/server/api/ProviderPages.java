// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.SignInProviders.SignInProvider;
import io.gatehouse.catalog.SignInProviders.Terms;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.oidc.OidcClient;
import io.gatehouse.server.signin.oidc.OidcException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The providers by which members may sign in. */
final class ProviderPages {

  private static final List<String> NEW_ROLES = List.of("admin", "editor", "viewer", "");
  private static final int MAX_ENTRIES = 50;

  private final Backend backend;
  private final OidcClient oidc;
  private final Vault vault;

  ProviderPages(Backend backend, OidcClient oidc, Vault vault) {
    this.backend = backend;
    this.oidc = oidc;
    this.vault = vault;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sign-in-providers", Policy.ADMIN, this::list),
        Route.post("/sign-in-providers", Policy.ADMIN, this::create).whenProven(),
        Route.patch("/sign-in-providers/{id}", Policy.ADMIN, this::change).whenProven(),
        Route.delete("/sign-in-providers/{id}", Policy.ADMIN, this::delete).whenProven(),
        Route.slowPost("/sign-in-providers/{id}/test", Policy.ADMIN, this::test).whenProven());
  }

  /**
   * @param hasSecret whether there is a client secret; it is never shown
   * @param newRole empty = members need an invitation
   * @param redirectUri what the provider has to be told
   */
  record ProviderView(
      String id,
      String name,
      String issuer,
      String clientId,
      boolean hasSecret,
      List<String> domains,
      String groupsClaim,
      List<String> groups,
      String newRole,
      boolean checksFactor,
      boolean trustsEmail,
      boolean enabled,
      String redirectUri,
      String createdAt) {}

  record ProviderRequest(
      @Nullable String id,
      @Nullable String name,
      @Nullable String issuer,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable List<String> domains,
      @Nullable String groupsClaim,
      @Nullable List<String> groups,
      @Nullable String newRole,
      @Nullable Boolean checksFactor,
      @Nullable Boolean trustsEmail,
      @Nullable Boolean enabled) {}

  /**
   * @param problem null = it works
   */
  record TestResult(boolean ok, @Nullable String problem) {}

  private static ProviderView view(Request request, SignInProvider provider) {
    Terms terms = provider.terms();
    Role role = terms.newRole();
    return new ProviderView(
        provider.id(),
        terms.name(),
        terms.issuer(),
        terms.clientId(),
        !provider.sealed().isEmpty(),
        terms.domains(),
        terms.groupsClaim(),
        terms.groups(),
        role == null ? "" : role.text(),
        terms.checksFactor(),
        terms.trustsEmail(),
        terms.enabled(),
        ProviderFlows.redirectUri(request, provider.id()),
        Times.ofMillis(provider.createdAt()));
  }

  private Response list(Request request) {
    long workspace = request.requirePrincipal().member().workspaceId();
    return Response.ok(
        ItemList.all(
            backend.catalog().signInProviders().list(workspace).stream()
                .map(provider -> view(request, provider))
                .toList()));
  }

  private SignInProvider find(Request request) {
    String id = request.pathValue("id");
    return backend
        .catalog()
        .signInProviders()
        .find(id)
        .filter(found -> found.workspaceId() == request.requirePrincipal().member().workspaceId())
        .orElseThrow(() -> GatehouseException.notFound("sign-in provider", id));
  }

  private Response create(Request request) {
    ProviderRequest given = request.json(ProviderRequest.class);
    String id = Fields.required("id", given.id());
    if (!id.matches("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")) {
      throw GatehouseException.invalid(
          "id",
          "The field id is \""
              + id
              + "\", but must be 1 to 32 small letters, digits and dashes; it is part of the"
              + " redirect address.");
    }
    Fields.required("name", given.name());
    Fields.required("issuer", given.issuer());
    Fields.required("clientId", given.clientId());
    Terms none = new Terms("", "", "", List.of(), "groups", List.of(), null, false, false, true);
    Terms terms = terms(request, given, none);
    String secret = given.clientSecret();
    String sealed = sealed(id, secret, "");
    if (backend.catalog().signInProviders().find(id).isPresent()) {
      throw new GatehouseException(ErrorCode.CONFLICT, "There is a provider " + id + " already.");
    }
    long workspace = request.requirePrincipal().member().workspaceId();
    try {
      return Response.created(
          view(
              request,
              backend.audited(
                  request,
                  "sign-in-provider.create",
                  id,
                  Map.of("terms", terms),
                  () -> backend.catalog().signInProviders().create(workspace, id, terms, sealed))));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not added: " + e.getMessage() + ".", e);
    }
  }

  private Response change(Request request) {
    SignInProvider before = find(request);
    ProviderRequest given = request.json(ProviderRequest.class);
    if (given.id() != null && !given.id().equals(before.id())) {
      throw GatehouseException.invalid(
          "id", "The field id cannot change: the provider knows it as part of our address.");
    }
    Terms terms = terms(request, given, before.terms());
    boolean elsewhere = !terms.issuer().equals(before.terms().issuer());
    if (elsewhere && given.clientSecret() == null && !before.sealed().isEmpty()) {
      throw GatehouseException.invalid(
          "clientSecret",
          "Another issuer must not get the secret of the one before. Enter the client secret"
              + " anew.");
    }
    String sealed = sealed(before.id(), given.clientSecret(), before.sealed());
    try {
      backend.audited(
          request,
          "sign-in-provider.update",
          before.id(),
          Map.of("before", before.terms(), "after", terms),
          () -> {
            WaysIn.keep(
                backend,
                request.requirePrincipal().member(),
                () -> backend.catalog().signInProviders().change(before, terms, sealed));
            return terms;
          });
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not changed: " + e.getMessage() + ".", e);
    }
    return Response.ok(view(request, find(request)));
  }

  private String sealed(String id, @Nullable String secret, String before) {
    Fields.maxLength("clientSecret", secret, 512);
    if (secret == null) {
      return before;
    }
    return secret.isEmpty() ? "" : vault.seal(ProviderFlows.context(id), secret);
  }

  private Terms terms(Request request, ProviderRequest given, Terms before) {
    String issuer = Fields.or(given.issuer(), before.issuer()).strip();
    if (!OidcClient.isIssuer(issuer)) {
      throw GatehouseException.invalid(
          "issuer",
          "The field issuer is \""
              + issuer
              + "\", but must be an address with https://, without parameters, as the provider"
              + " spells it.");
    }
    String role = given.newRole();
    Fields.oneOf("newRole", role, NEW_ROLES);
    Role newRole = role == null ? before.newRole() : role.isEmpty() ? null : Role.of(role);
    if (newRole != null) {
      MemberPages.role(request.requirePrincipal(), newRole.text());
    }
    Terms terms =
        new Terms(
            given.name() == null ? before.name() : Fields.name("name", given.name()),
            issuer,
            given.clientId() == null
                ? before.clientId()
                : Fields.text("clientId", given.clientId(), 256),
            given.domains() == null ? before.domains() : domains(given.domains()),
            given.groupsClaim() == null
                ? before.groupsClaim()
                : Fields.name("groupsClaim", given.groupsClaim()),
            given.groups() == null ? before.groups() : entries("groups", given.groups()),
            newRole,
            Fields.or(given.checksFactor(), before.checksFactor()),
            Fields.or(given.trustsEmail(), before.trustsEmail()),
            Fields.or(given.enabled(), before.enabled()));
    if (newRole != null && terms.domains().isEmpty() && terms.groups().isEmpty()) {
      throw GatehouseException.invalid(
          "newRole",
          "Without domains or groups everybody whom the provider knows would become a member."
              + " Name some, or let members need an invitation.");
    }
    return terms;
  }

  private static List<String> entries(String field, List<String> given) {
    if (given.size() > MAX_ENTRIES) {
      throw GatehouseException.invalid(
          field,
          "The field "
              + field
              + " has "
              + given.size()
              + " entries; at most "
              + MAX_ENTRIES
              + " are possible.");
    }
    return given.stream().map(entry -> Fields.name(field, entry)).distinct().toList();
  }

  private static List<String> domains(List<String> given) {
    List<String> domains =
        entries("domains", given).stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
    for (String domain : domains) {
      if (!domain.matches("[a-z0-9.-]+\\.[a-z0-9-]+")) {
        throw GatehouseException.invalid(
            "domains",
            "The field domains has \"" + domain + "\", which is no domain such as example.com.");
      }
    }
    return domains;
  }

  private Response delete(Request request) {
    SignInProvider provider = find(request);
    backend.audited(
        request,
        "sign-in-provider.delete",
        provider.id(),
        Map.of("terms", provider.terms()),
        () -> {
          WaysIn.keep(
              backend,
              request.requirePrincipal().member(),
              () -> backend.catalog().signInProviders().delete(provider));
          return provider;
        });
    return Response.noContent();
  }

  /** Whether the provider is there and says who it is. */
  private Response test(Request request) {
    SignInProvider provider = find(request);
    try {
      oidc.check(provider.terms().issuer());
      return Response.ok(new TestResult(true, null));
    } catch (OidcException e) {
      return Response.ok(new TestResult(false, e.getMessage()));
    }
  }
}
