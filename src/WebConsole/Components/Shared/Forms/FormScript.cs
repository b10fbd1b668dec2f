using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Forms;

/// <summary>What forms need of the browser (<c>wwwroot/js/forms.js</c>); where it is gone, nothing needs it.</summary>
internal static class FormScript
{
    public static async Task CallFormsAsync(this IJSRuntime script, string function, params object?[] arguments)
    {
        try
        {
            var module = await script.InvokeAsync<IJSObjectReference>("import", "./js/forms.js").ConfigureAwait(true);
            await module.InvokeVoidAsync(function, arguments).ConfigureAwait(true);
            await module.ReleaseAsync().ConfigureAwait(true);
        }
        catch (Exception error) when (error is JSDisconnectedException or TaskCanceledException)
        {
        }
    }
}
