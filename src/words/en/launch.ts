/**
 * Words of a launch that failed. A file of its own, because the launch page must stay small. `what` says what happened,
 * `todo` what the reader can do; a clinician reads both, the technical lines below are for whoever runs the EHR.
 */

const AGAIN = 'Open the app again from the patient’s chart.';
const SUPPORT = 'If it happens again, send the technical lines below to your IT desk.';

export const launchWords = {
  title: 'Supportive & palliative care',
  opening: 'Opening the chart…',
  failed: 'The app could not be opened',
  unknown: { what: 'The app could not be opened', todo: SUPPORT },
  nothing: 'No patient data was read.',
  technical: 'Technical lines for your IT desk',
  copy: 'Copy technical lines',
  copied: 'Copied',
  said: 'What the EHR said',
  ownWindow: 'Open in a window of its own',
  ownWindowBlocked: 'If nothing opens, the EHR blocks new windows: tell your IT desk.',
  choose: {
    title: 'Open a chart by signing in',
    lead: 'You choose the patient when you sign in. In daily work, open the app from the patient’s chart instead.',
    signIn: (ehr: string): string => `Sign in to ${ehr}`,
  },
  steps: {
    parameters: 'Step 1 of 6: how the app was opened',
    issuer: 'Step 1 of 6: how the app was opened',
    site: 'Step 2 of 6: configuration of the app',
    discovery: 'Step 3 of 6: asking the EHR how to sign in',
    authorize: 'Step 4 of 6: signing in',
    token: 'Step 5 of 6: permission to read the chart',
    context: 'Step 6 of 6: which patient and which user',
    user: 'Step 6 of 6: which patient and which user',
    session: 'Returning to an opened chart',
  },
  problems: {
    parameters: {
      'iss-missing': {
        what: 'The EHR did not say which server it is.',
        todo: 'This app opens from a patient’s chart, not from a bookmark. Open it from the chart.',
      },
      'launch-missing': {
        what: 'The EHR did not say which chart to open.',
        todo: 'This app opens from a patient’s chart, not from a bookmark. Open it from the chart.',
      },
      repeated: {
        what: 'The address that opened the app says the same thing twice.',
        todo: `Nothing was contacted. ${AGAIN} ${SUPPORT}`,
      },
      'not-standalone': {
        what: 'Here the app opens from a patient’s chart.',
        todo: 'Signing in without a chart is not set up for this EHR. Open the app from the chart.',
      },
    },
    issuer: {
      'not-configured': {
        what: 'The app is not set up for this EHR server.',
        todo: 'Nothing was sent to it. Ask whoever runs the app to add the server to site.json, exactly as it is written below.',
      },
    },
    site: {
      'not-loaded': {
        what: 'The app’s own configuration could not be loaded.',
        todo: `Check your connection, then try again. ${SUPPORT}`,
      },
      'not-json': {
        what: 'The app’s own configuration cannot be read.',
        todo: 'Ask whoever runs the app to correct site.json.',
      },
      invalid: {
        what: 'The app’s own configuration has mistakes.',
        todo: 'Ask whoever runs the app to correct these fields of site.json.',
      },
    },
    discovery: {
      'no-answer': {
        what: 'The EHR did not say how to sign in.',
        todo: `The EHR may be down, or it may not allow this app. ${AGAIN} ${SUPPORT}`,
      },
      unreadable: { what: 'The EHR’s answer about signing in cannot be read.', todo: SUPPORT },
      'endpoints-missing': { what: 'The EHR did not name its sign-in address.', todo: SUPPORT },
      'endpoint-not-pinned': {
        what: 'The EHR names another sign-in address than the one set up for it.',
        todo: 'The app stopped to be safe. Ask whoever runs the app whether the EHR’s sign-in address has changed.',
      },
      'endpoint-elsewhere': {
        what: 'The EHR’s sign-in address is on another server than its charts.',
        todo: 'The app stopped to be safe. Ask whoever runs the app to enter the address below in site.json, if it is right.',
      },
      'endpoint-insecure': {
        what: 'The EHR’s sign-in address is not secure.',
        todo: 'The app stopped to be safe. Send the technical lines below to your IT desk.',
      },
      'no-pkce': {
        what: 'The EHR does not offer the secure sign-in that this app needs (PKCE).',
        todo: 'Send the technical lines below to your IT desk.',
      },
    },
    authorize: {
      denied: {
        what: 'Access was not allowed at sign-in.',
        todo: `${AGAIN} Choose “allow” when you are asked. If you were not asked, your account may not be allowed to use Alongside: send the technical lines below to your IT desk.`,
      },
      'scope-refused': {
        what: 'The EHR does not allow this app to read what it needs.',
        todo: 'Ask whoever runs the app to register the permissions below with the EHR.',
      },
      'less-next-time': {
        what: 'The EHR refused one of the permissions that this app asked for.',
        todo: `${AGAIN} In this window it will ask for less. Ask whoever runs the app to register the permissions below with the EHR, or to leave some out.`,
      },
      refused: { what: 'The EHR stopped the sign-in.', todo: `${AGAIN} ${SUPPORT}` },
      'not-started': { what: 'The sign-in could not be started.', todo: `${AGAIN} ${SUPPORT}` },
      'own-window': {
        what: 'To sign in to this EHR, the app needs a window of its own.',
        todo: 'Open it with the link below. The chart behind it stays open.',
      },
    },
    token: {
      'no-answer': { what: 'The EHR did not answer after you signed in.', todo: `${AGAIN} ${SUPPORT}` },
      refused: {
        what: 'The EHR did not accept this sign-in.',
        todo: `A sign-in can be used once and for about a minute. ${AGAIN}`,
      },
      unreadable: { what: 'The EHR’s answer after signing in cannot be read.', todo: `${AGAIN} ${SUPPORT}` },
      none: { what: 'The sign-in was not completed.', todo: AGAIN },
    },
    context: {
      'no-patient': {
        what: 'No patient was chosen.',
        todo: 'Open a patient’s chart, then open the app from there; or choose the patient when you sign in.',
      },
      'patient-unreadable': {
        what: 'The EHR’s answer does not say clearly which patient this is.',
        todo: `The app stopped to be safe. ${SUPPORT}`,
      },
      'tenant-not-configured': {
        what: 'This chart belongs to an organization that the app is not set up for.',
        todo: 'The app stopped to be safe. Ask whoever runs the app to add the organization below to site.json.',
      },
    },
    user: {
      'not-a-clinician': {
        what: 'This app is for clinicians.',
        todo: 'You are signed in as a patient or a relative. Sign in with a clinician’s account.',
      },
      'identity-unreadable': {
        what: 'The EHR’s answer does not say clearly who signed in.',
        todo: `${AGAIN} ${SUPPORT}`,
      },
      'identity-for-another-app': {
        what: 'The EHR’s answer was meant for another app.',
        todo: `The app stopped to be safe. ${AGAIN} ${SUPPORT}`,
      },
      'identity-expired': {
        what: 'The sign-in has expired.',
        todo: `${AGAIN} If it happens again, check this computer’s date and time.`,
      },
    },
    session: {
      'not-launched': {
        what: 'No chart is open.',
        todo: 'This app opens from a patient’s chart, not from a bookmark. Open it from the chart.',
      },
      'not-here': { what: 'This window does not know the chart that its address names.', todo: AGAIN },
      expired: { what: 'The chart has been closed because it was not used for 30 minutes.', todo: AGAIN },
      'open-elsewhere': {
        what: 'This chart is open in another window.',
        todo: 'Go on there, or close that window and reload this one.',
      },
      'site-changed': { what: 'The app’s configuration has changed since the chart was opened.', todo: AGAIN },
      'storage-blocked': {
        what: 'The browser does not let the app keep its session.',
        todo: `Allow site data for this address, or open the app in a window of its own. ${SUPPORT}`,
      },
      done: {
        what: 'Alongside is closed.',
        todo: 'The chart in the EHR stays open. Open Alongside again from it when you need it.',
      },
      idle: {
        what: 'Alongside was closed because it was not used for 30 minutes.',
        todo: 'Open it again from the patient’s chart, here in this window. If you had begun a referral, and the EHR says who you are, it is kept for 30 minutes after that.',
      },
    },
  },
} as const;
