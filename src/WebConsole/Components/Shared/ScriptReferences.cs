using Microsoft.JSInterop;

namespace WebConsole.Components.Shared;

public static class ScriptReferences
{
    /// <summary>Lets a module go; a browser that is gone has done so already.</summary>
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
