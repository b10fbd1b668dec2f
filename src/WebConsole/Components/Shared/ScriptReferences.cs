using Microsoft.JSInterop;

namespace WebConsole.Components.Shared;

public static class ScriptReferences
{
    /// <summary>Calls a function of a module of <c>wwwroot/js</c>; ignores a browser that is gone.</summary>
    public static Task CallAsync(this IJSRuntime script, string module, string function, params object?[] arguments) => script.UseAsync(module, async reference =>
    {
        await reference.InvokeVoidAsync(function, arguments).ConfigureAwait(true);
        return true;
    });

    /// <summary>Asks a function of a module of <c>wwwroot/js</c>; the default of a browser that is gone.</summary>
    public static Task<T?> AskAsync<T>(this IJSRuntime script, string module, string function, params object?[] arguments) =>
        script.UseAsync(module, reference => reference.InvokeAsync<T?>(function, arguments).AsTask());

    private static async Task<T?> UseAsync<T>(this IJSRuntime script, string module, Func<IJSObjectReference, Task<T>> use)
    {
        try
        {
            var reference = await script.InvokeAsync<IJSObjectReference>("import", $"./js/{module}.js").ConfigureAwait(true);
            var answer = await use(reference).ConfigureAwait(true);
            await reference.ReleaseAsync().ConfigureAwait(true);
            return answer;
        }
        catch (Exception error) when (error is JSDisconnectedException or TaskCanceledException)
        {
            return default;
        }
    }

    /// <summary>Disposes a module; ignores a browser that is gone.</summary>
    public static async ValueTask ReleaseAsync(this IJSObjectReference module)
    {
        try
        {
            await module.DisposeAsync().ConfigureAwait(false);
        }
        catch (JSDisconnectedException)
        {
        }
    }
}
