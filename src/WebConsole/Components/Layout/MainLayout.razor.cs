using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace WebConsole.Components.Layout;

public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private string _here = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // An error belongs to the failed page: navigating to another page clears it.
    protected override void OnParametersSet()
    {
        _here = Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];
        _boundary?.Recover();
    }

    private void Recover() => _boundary?.Recover();
}
