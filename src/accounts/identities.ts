/**
 * Signing in by another service (OpenID Connect Core 1.0, authorization code with PKCE, state and nonce). An identity opens the account that its
 * owner linked to it while signed in, by issuer and subject; an equal e-mail address or name links nothing.
 */
import * as client from 'openid-client';
import { ZhuisuError } from '../errors.ts';
import { accountByIdentity, linkIdentity, type SignedInRow } from '../store/index.ts';
import type { Visitor } from './budget.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { type Begun, begin, expectStage, personOf } from './sign-in.ts';

const purpose = 'oidc';
/** For the way there and back. */
const wayMillis = 10 * 60_000;
const answerSeconds = 10;

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

/** Asked for its addresses and keys at the first use, and again after a failure. */
export class Provider {
  readonly name: string;
  readonly issuer: string;
  readonly #options: ProviderOptions;
  #found: Promise<client.Configuration> | undefined;

  constructor(options: ProviderOptions) {
    this.name = options.name;
    this.issuer = options.issuer;
    this.#options = options;
  }

  configuration(): Promise<client.Configuration> {
    this.#found ??= this.#discover();
    return this.#found;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#options;
    // The settings let plain http through for this machine alone.
    const plain = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    try {
      return await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
        execute: plain,
        timeout: answerSeconds,
      });
    } catch (error) {
      this.#found = undefined;
      throw new ZhuisuError('provider_lost', { came: this.name }, { cause: error });
    }
  }
}

interface Way {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  /** Whose account is to be linked; otherwise somebody signs in. */
  readonly link?: string;
  readonly until: number;
}

/** The address to send the browser to, and the cookie that knows it when it comes back. Throws provider_lost. */
export async function beginProvider(
  desk: Desk,
  provider: Provider,
  { redirect, next, link }: { readonly redirect: string; readonly next: string; readonly link?: string },
): Promise<{ readonly address: string; readonly cookie: string }> {
  const configuration = await provider.configuration();
  const way: Way = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    next,
    ...(link === undefined ? {} : { link }),
    until: desk.now() + wayMillis,
  };
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirect,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(way.verifier),
    code_challenge_method: 'S256',
    state: way.state,
    nonce: way.nonce,
  });
  return { address: address.href, cookie: desk.vault.seal(purpose, JSON.stringify(way), '').toString('base64url') };
}

/** The same, to link the account that is signed in. */
export function beginLink(desk: Desk, provider: Provider, session: SignedInRow, redirect: string) {
  expectStage(session, 'open');
  return beginProvider(desk, provider, { redirect, next: '/account', link: session.account });
}

function wayIn(desk: Desk, cookie: string | undefined): Way | undefined {
  try {
    const way = JSON.parse(desk.vault.unseal(purpose, Buffer.from(cookie ?? '', 'base64url'), '').toString()) as Way;
    return way.until > desk.now() ? way : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What comes back: a session, or a link to the account that began it. `session`: the one that is open in the browser. Throws
 * identity_refused, identity_unknown, identity_taken, provider_lost.
 */
export async function finishProvider(
  desk: Desk,
  provider: Provider,
  visitor: Visitor,
  {
    cookie,
    address,
    session,
  }: { readonly cookie: string | undefined; readonly address: URL; readonly session: SignedInRow | undefined },
): Promise<{ readonly next: string; readonly begun?: Begun }> {
  const way = wayIn(desk, cookie);
  if (way === undefined) throw new ZhuisuError('identity_refused', { came: provider.name });
  const subject = await subjectOf(provider, way, address);
  if (way.link === undefined) {
    const account = await accountByIdentity(desk.database, provider.issuer, subject);
    if (account === undefined || account.status !== 'active') throw new ZhuisuError('identity_unknown', { came: provider.name });
    return { next: way.next, begun: await begin(desk, visitor, account) };
  }
  if (session?.account !== way.link || session.stage !== 'open')
    throw new ZhuisuError('identity_refused', { came: provider.name });
  if (!(await linkIdentity(desk.database, { issuer: provider.issuer, subject, linkedAt: dateOf(desk) }, way.link)))
    throw new ZhuisuError('identity_taken', { came: provider.name });
  await record(desk, {
    kind: 'account_changed',
    principal: personOf(way.link),
    object: way.link,
    reason: 'identity linked',
    details: { issuer: provider.issuer },
    address: visitor.address,
  });
  return { next: way.next };
}

async function subjectOf(provider: Provider, way: Way, address: URL): Promise<string> {
  const configuration = await provider.configuration();
  try {
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: way.verifier,
      expectedState: way.state,
      expectedNonce: way.nonce,
      idTokenExpected: true,
    });
    return tokens.claims()!.sub;
  } catch (error) {
    const lost = error instanceof TypeError || (error as { name?: string }).name === 'TimeoutError';
    throw new ZhuisuError(lost ? 'provider_lost' : 'identity_refused', { came: provider.name }, { cause: error });
  }
}
