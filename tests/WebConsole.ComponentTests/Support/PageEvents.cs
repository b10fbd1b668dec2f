using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace WebConsole.ComponentTests.Support;

/// <summary>
/// User actions. An element is found and used in one step on the renderer's thread, because a rendering in between
/// would remove the event handler. The handler is not awaited, because it may wait for a dialog.
/// </summary>
internal static class PageEvents
{
    public static Task ActAsync<T>(this IRenderedComponent<T> page, Func<IElement> find, Action<IElement> act) where T : IComponent =>
        page.InvokeAsync(() => act(find()));

    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string selector) where T : IComponent =>
        page.ActAsync(() => page.Find(selector), element => element.Click());

    public static Task InputAsync<T>(this IRenderedComponent<T> page, string selector, string value) where T : IComponent =>
        page.ActAsync(() => page.Find(selector), element => element.Input(value));
}
