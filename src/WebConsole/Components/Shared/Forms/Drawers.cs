using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Opens drawers. What is opened is a component with a <see cref="Drawer"/> at its root.</summary>
public static class Drawers
{
    // Esc and a click beside it ask the form first, so MudBlazor closes nothing by itself.
    private static readonly DialogOptions Options = new()
    {
        NoHeader = true,
        Position = DialogPosition.CenterRight,
        CloseOnEscapeKey = false,
        BackdropClick = false,
        BackgroundClass = "wc-drawer-back",
    };

    /// <summary>Opens a drawer of which only the type is known.</summary>
    public static async Task<bool> OpenAsync(this IDialogService dialogs, Type drawer, DialogParameters parameters)
    {
        var dialog = await dialogs.ShowAsync(drawer, null, parameters, Options).ConfigureAwait(true);
        return await dialog.Result.ConfigureAwait(true) is { Canceled: false };
    }

    /// <summary>Opens it and waits until it closes; whether what it was for is done.</summary>
    public static async Task<bool> OpenAsync<TDrawer>(this IDialogService dialogs, DialogParameters<TDrawer>? parameters = null) where TDrawer : IComponent
    {
        var dialog = await dialogs.ShowAsync<TDrawer>(null, parameters ?? new DialogParameters<TDrawer>(), Options).ConfigureAwait(true);
        return await dialog.Result.ConfigureAwait(true) is { Canceled: false };
    }
}
