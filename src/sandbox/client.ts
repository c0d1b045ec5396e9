/** The one app that is registered with the demo EHR, as a site's administrator would have entered it. */
export interface RegisteredClient {
  readonly id: string;
  readonly name: string;
  readonly redirectUri: string;
  readonly launchUri: string;
  /** Origins that CORS lets in. */
  readonly origins: readonly string[];
  readonly scopes: readonly string[];
}

const SCOPES = [
  'launch',
  'openid',
  'fhirUser',
  'online_access',
  'launch/patient',
  'messaging/scratchpad',
  'messaging/ui',
  'patient/*.rs',
  'patient/ServiceRequest.cruds',
  'patient/Task.cruds',
  'patient/CarePlan.cruds',
  'patient/DocumentReference.c',
  'patient/Communication.c',
  'patient/Observation.c',
  'patient/QuestionnaireResponse.c',
  'patient/Provenance.c',
  'user/Practitioner.r',
  'user/PractitionerRole.rs',
  'user/Organization.rs',
  'user/Location.rs',
  'user/HealthcareService.rs',
  'user/Schedule.rs',
  'user/Slot.rs',
];

export function registerApp(appUrl: string): RegisteredClient {
  return {
    id: 'alongside-demo',
    name: 'Alongside',
    redirectUri: `${appUrl}/index.html`,
    launchUri: `${appUrl}/launch.html`,
    origins: [appUrl],
    scopes: SCOPES,
  };
}
