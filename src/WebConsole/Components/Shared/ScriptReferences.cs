using Microsoft.JSInterop;

namespace WebConsole.Components.Shared;

public static class ScriptReferences
{
    /// <summary>Calls a function of a module of <c>wwwroot/js</c>; ignores a browser that is gone.</summary>
    public static async Task CallAsync(this IJSRuntime script, string module, string function, params object?[] arguments)
    {
        try
        {
            var reference = await script.InvokeAsync<IJSObjectReference>("import", $"./js/{module}.js").ConfigureAwait(true);
            await reference.InvokeVoidAsync(function, arguments).ConfigureAwait(true);
            await reference.ReleaseAsync().ConfigureAwait(true);
        }
        catch (Exception error) when (error is JSDisconnectedException or TaskCanceledException)
        {
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
