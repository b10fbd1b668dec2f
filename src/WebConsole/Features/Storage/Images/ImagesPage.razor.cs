using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Images;

/// <summary>The library of ISO images: those of all pools, what is on them, and which machines have them inserted.</summary>
public sealed partial class ImagesPage
{
    private Tabs.Tab[] _tabs = [];
    private IReadOnlyList<HostStatus> _hosts = [];
    private ImmutableArray<ImageRow> _all = [];
    private IReadOnlyList<ImageRow> _rows = [];
    private ImmutableArray<StoragePool> _open = [];
    private StoragePool? _into;
    private VolumeMenu? _menu;
    private bool _showHost;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    /// <summary>The filter's words.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>The pool that was chosen for uploads, as its host and UUID.</summary>
    [SupplyParameterFromQuery]
    public string? Into { get; set; }

    /// <summary><c>cloud</c> for cloud images, else ISO images.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    private bool IsReading => _hosts.Any(host => host.StorageUnread && host.Connection is ConnectionState.Connected or ConnectionState.Degraded);

    private string Count => _rows.Count < _all.Length ? Text["{0} of {1}", _rows.Count, _all.Length]
        : Format.Count(_all.Length, Text["image"], Text["images"]);

    protected override void OnInitialized()
    {
        _tabs = [new("iso", Text["ISO images"]), new("cloud", Text["Cloud images"])];
        Listen(Inventory, change => change.TouchesIsoImages || change.Touches(ObjectKind.Volume) || change.Touches(ObjectKind.Pool)
            || change.Touches(ObjectKind.Host) || change.Touches(ObjectKind.Machine));
    }

    protected override void OnParametersSet()
    {
        Read();
        Filter();
    }

    protected override bool Refresh()
    {
        var (hosts, all, open, into) = (_hosts, _all, _open, _into);
        Read();
        // Most changes of machines and pools are none of an image.
        if (hosts.SequenceEqual(_hosts) && all.Length == _all.Length && all.Zip(_all).All(pair => pair.First.LooksAs(pair.Second)) && into?.Id == _into?.Id && open.Select(LookOf).SequenceEqual(_open.Select(LookOf)))
            return false;
        Filter();
        return true;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _hosts = [.. snapshot.Hosts.Where(host => Host is null || host.Name == Host)];
        _all = ImageRow.Of(snapshot, Host);
        _open = [.. snapshot.StoragePools.Values.Where(pool => (Host is null || pool.Host == Host) && pool is { State: "running", Silent: false } && UploadPools.WhyNot(pool) is null)
            .OrderBy(pool => pool.Name, NaturalOrder.Instance).ThenBy(pool => pool.Host, StringComparer.Ordinal)];
        _into = PoolForUploads();
        if (_columns.Count > 0 && _showHost == (Host is null && _hosts.Count > 1))
            return;
        _showHost = Host is null && _hosts.Count > 1;
        _columns = Columns;
    }

    private void Filter()
    {
        var words = (Query ?? "")[..Math.Min(Query?.Length ?? 0, FilterField.Longest)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _rows = [.. _all.Where(row => row.Fits(words))];
    }

    /// <summary>The one that was chosen, or where most images are; of equals where there is most space. It stays the same while it can, since uploads go on.</summary>
    private StoragePool? PoolForUploads() => _open.FirstOrDefault(pool => KeyOf(pool) == Into)
        ?? _open.FirstOrDefault(pool => pool.Id == _into?.Id)
        ?? _open.OrderByDescending(pool => _all.Count(row => row.Volume.Pool.Id == pool.Id)).ThenByDescending(pool => pool.AvailableBytes).FirstOrDefault();

    private static string KeyOf(StoragePool pool) => $"{pool.Host}/{pool.Uuid:D}";

    private static (ObjectId, string) LookOf(StoragePool pool) => (pool.Id, pool.Name);

    private void Choose(string? pool) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("into", pool), replace: true);

    private bool IsOver(DateOnly? endOfLife) => endOfLife < DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Type(string text) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", text is "" ? null : text), replace: true);
}
