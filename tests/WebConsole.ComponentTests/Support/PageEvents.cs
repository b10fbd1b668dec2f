using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace WebConsole.ComponentTests.Support;

/// <summary>
/// What a user does. An element is found and acted on in one step on the renderer's thread: a page that renders by itself
/// between the two would leave the event without its handler. Nobody waits for the handler, which may wait for a dialog.
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
