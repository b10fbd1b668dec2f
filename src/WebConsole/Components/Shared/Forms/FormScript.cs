using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Forms;

/// <summary>What forms need of the browser (<c>wwwroot/js/forms.js</c>); where it is gone, nothing needs it.</summary>
internal static class FormScript
{
    public static Task CallFormsAsync(this IJSRuntime script, string function, params object?[] arguments) => script.CallAsync("forms", function, arguments);
}
