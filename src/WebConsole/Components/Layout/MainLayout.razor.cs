using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace WebConsole.Components.Layout;

public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private string _here = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // A failure belongs to the page that failed: the next one starts clean.
    protected override void OnParametersSet()
    {
        _here = Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];
        _boundary?.Recover();
    }

    private void Recover() => _boundary?.Recover();
}
