// A provider of identities (OpenID Connect) as a process of its own: `node identity-provider.js <issuer> <address of the service>`.
// Whoever types a name of PEOPLE is that person; the password is not looked at.
import Provider from "oidc-provider";

const PEOPLE = {
  anna: { email: "Anna@example.org", email_verified: true },
  // Another account there that has come by the same address.
  "anna-2": { email: "anna@example.org", email_verified: true },
  stranger: { email: "stranger@example.org", email_verified: true },
  unchecked: { email: "anna@example.org", email_verified: false },
};

const [issuer, service] = process.argv.slice(2);
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "miernik",
      client_secret: "a-secret-of-the-tests",
      redirect_uris: ["pl", "en"].map((lang) => `${service}/${lang}/sign-in/provider/back`),
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
  cookies: { keys: ["a key of the tests"] },
  pkce: { required: () => true },
});
provider.listen(Number(new URL(issuer).port), "127.0.0.1", () => console.log("ready"));
