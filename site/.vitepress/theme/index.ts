import { onContentUpdated, useData, withBase, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h, onMounted, ref } from 'vue';
import { data as quickStart } from './quick-start.data.mts';
import './style.css';

/** The explorer, which is a separate program; see site/explorer. */
const Explorer = defineComponent({
  setup() {
    const root = ref<HTMLElement>();
    onMounted(async () => {
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: withBase('/explorer.css') }));
      await import(/* @vite-ignore */ withBase('/explorer.js'));
      (window as any).lmiExplorer.mount(root.value);
    });
    return () => h('div', { ref: root });
  },
});

/** Two controls of the theme that confuse screen readers: a button in a button, and a label that omits the visible text. */
function nameControls(): void {
  document.querySelectorAll('.VPSidebarItem .item[role=button] .caret').forEach((caret) => ['role', 'tabindex', 'aria-label'].forEach((name) => caret.removeAttribute(name)));
  document.querySelectorAll('.DocSearch-Button').forEach((button) => button.removeAttribute('aria-label'));
}

const Layout = defineComponent({
  setup() {
    const { frontmatter } = useData();
    onMounted(nameControls);
    onContentUpdated(() => setTimeout(nameControls));
    return () => h(DefaultTheme.Layout, null, {
      'page-top': () => frontmatter.value.explorer ? h(Explorer) : null,
      'home-hero-image': () => h('div', { class: 'quick-start vp-doc', innerHTML: quickStart.html }),
    });
  },
});

export default { extends: DefaultTheme, Layout } satisfies Theme;
