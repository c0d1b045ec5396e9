import { createTheme, ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';

/**
 * MUI in our clothes. Colors are the variables of `app/base.css`, so that dark, high contrast and print are decided in one
 * place. Comes with the first part that uses MUI, which is never the first load.
 */
const theme = createTheme({
  cssVariables: { nativeColor: true },
  palette: {
    primary: tone('teal', 'on-teal'),
    secondary: tone('teal', 'on-teal'),
    error: tone('red', 'paper'),
    warning: tone('amber', 'paper'),
    info: tone('teal', 'on-teal'),
    success: tone('teal', 'on-teal'),
    text: { primary: 'var(--ink)', secondary: 'var(--quiet)', disabled: 'var(--quiet)' },
    background: { default: 'var(--paper)', paper: 'var(--paper)' },
    divider: 'var(--line)',
  },
  typography: { fontFamily: 'inherit', fontSize: 15, button: { textTransform: 'none', fontWeight: 600 } },
  shape: { borderRadius: 'var(--radius, 6px)' },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { background: 'var(--surface)', fontSize: '0.9375rem', lineHeight: 1.5 },
        notchedOutline: { borderColor: 'var(--edge)' },
      },
    },
    MuiFormHelperText: { styleOverrides: { root: { marginInline: 0, fontSize: '0.8125rem' } } },
    MuiTabs: { styleOverrides: { root: { minHeight: '2rem' } } },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: '2rem',
          minWidth: 0,
          padding: '0.25rem 0.75rem',
          fontSize: '0.8125rem',
          '&:focus-visible': { outline: '2px solid var(--teal)', outlineOffset: -2 },
        },
      },
    },
  },
});

function tone(main: string, on: string): Readonly<Record<'main' | 'light' | 'dark' | 'contrastText', string>> {
  const color = `var(--${main})`;
  return { main: color, light: color, dark: color, contrastText: `var(--${on})` };
}

/** `storageManager={null}`: MUI would otherwise keep a color mode in localStorage; nothing is stored there. */
export function MuiTheme({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ThemeProvider theme={theme} storageManager={null}>
      {children}
    </ThemeProvider>
  );
}
