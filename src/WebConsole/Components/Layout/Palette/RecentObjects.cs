using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Components.Layout.Palette;

/// <summary>The objects whose pages were opened in this tab, last one first; kept only in the tab's circuit.</summary>
public sealed class RecentObjects : IDisposable
{
    /// <summary>The open page and the offered ones.</summary>
    public const int Kept = 6;

    private readonly NavigationManager _navigation;
    private readonly List<ObjectId> _visited = [];

    public RecentObjects(NavigationManager navigation)
    {
        _navigation = navigation;
        navigation.LocationChanged += OnMoved;
        Visit(navigation.Uri);
    }

    /// <summary>The object whose page is open.</summary>
    public ObjectId? Here => AppUrls.ObjectAt(_navigation.ToBaseRelativePath(_navigation.Uri));

    public IReadOnlyList<ObjectId> Visited => _visited;

    public void Dispose() => _navigation.LocationChanged -= OnMoved;

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => Visit(moved.Location);

    private void Visit(string uri)
    {
        if (AppUrls.ObjectAt(_navigation.ToBaseRelativePath(uri)) is not { } id)
            return;
        _visited.Remove(id);
        _visited.Insert(0, id);
        if (_visited.Count > Kept)
            _visited.RemoveAt(Kept);
    }
}
