import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { mock } from './dev/mock';

// Relative URLs let the same files be served from any folder; nothing is inlined, so a strict content policy holds.
export default defineConfig({
  base: './',
  plugins: [svelte(), mock()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 250 },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
