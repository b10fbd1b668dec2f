using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Calls of <c>wwwroot/js/forms.js</c>; they are ignored if the browser is gone.</summary>
internal static class FormScript
{
    public static Task CallFormsAsync(this IJSRuntime script, string function, params object?[] arguments) => script.CallAsync("forms", function, arguments);

    /// <summary>Asks a function; the default if the browser is gone.</summary>
    public static Task<T?> AskFormsAsync<T>(this IJSRuntime script, string function, params object?[] arguments) => script.AskAsync<T>("forms", function, arguments);
}
