/** The workbench of firms: installable, works without network, speaks to the interface alone. */
import '../shared/tokens.css';
import './style.css';
import './screens.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { kept, setScheme } from '../shared/theme.ts';
import { App } from './app.tsx';
import { silence } from './lib/api.ts';
import { WithMe } from './lib/me.tsx';
import { Whole } from './parts/whole.tsx';

setScheme(kept());

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      retry: (count, error) => silence(error) && navigator.onLine && count < 2,
      retryDelay: (count) => 800 * 2 ** count,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Whole>
      <QueryClientProvider client={client}>
        <WithMe>
          <App />
        </WithMe>
      </QueryClientProvider>
    </Whole>
  </StrictMode>,
);

if ('serviceWorker' in navigator)
  navigator.serviceWorker.register('/workbench/sw.js', { scope: '/workbench' }).catch(() => {
    // Without it the page works as long as there is a network.
  });
