/** Who is signed in, as a signed id_token. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';

const KEY_ID = 'demo-ehr-1';

interface Keys {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Made once a process and only when someone signs in: 2048-bit keys take a while. */
let made: Promise<Keys> | undefined;

function keys(): Promise<Keys> {
  made ??= generateKeyPair('RS256').then(async ({ privateKey, publicKey }) => ({
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' },
  }));
  return made;
}

export class Identity {
  async jwks(): Promise<{ keys: JWK[] }> {
    return { keys: [(await keys()).publicJwk] };
  }

  async idToken(claims: {
    issuer: string;
    audience: string;
    subject: string;
    fhirUser: string | undefined;
    nonce: string | undefined;
    issuedAt: number;
    expiresIn: number;
  }): Promise<string> {
    const { privateKey } = await keys();
    const seconds = Math.floor(claims.issuedAt / 1_000);
    return new SignJWT({
      ...(claims.fhirUser === undefined ? {} : { fhirUser: claims.fhirUser }),
      ...(claims.nonce === undefined ? {} : { nonce: claims.nonce }),
    })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
      .setIssuer(claims.issuer)
      .setSubject(claims.subject)
      .setAudience(claims.audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + claims.expiresIn)
      .sign(privateKey);
  }
}
