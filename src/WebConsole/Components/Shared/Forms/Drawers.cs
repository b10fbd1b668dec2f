using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Opens drawers. The opened component has a <see cref="Drawer"/> as its root.</summary>
public static class Drawers
{
    // Esc and a click outside must ask the form first, so MudBlazor must not close the dialog itself.
    private static readonly DialogOptions Options = new()
    {
        NoHeader = true,
        Position = DialogPosition.CenterRight,
        CloseOnEscapeKey = false,
        BackdropClick = false,
        BackgroundClass = "wc-drawer-back",
    };

    /// <summary>Opens a drawer of a type that is known only at run time.</summary>
    public static async Task<bool> OpenAsync(this IDialogService dialogs, Type drawer, DialogParameters parameters)
    {
        var dialog = await dialogs.ShowAsync(drawer, null, parameters, Options).ConfigureAwait(true);
        return await dialog.Result.ConfigureAwait(true) is { Canceled: false };
    }

    /// <summary>Opens it and waits until it closes; returns whether its form was completed.</summary>
    public static async Task<bool> OpenAsync<TDrawer>(this IDialogService dialogs, DialogParameters<TDrawer>? parameters = null) where TDrawer : IComponent
    {
        var dialog = await dialogs.ShowAsync<TDrawer>(null, parameters ?? new DialogParameters<TDrawer>(), Options).ConfigureAwait(true);
        return await dialog.Result.ConfigureAwait(true) is { Canceled: false };
    }
}
