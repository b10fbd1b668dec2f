using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Localization;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>
/// Keeps the choices of each host's volumes for all pages that show them, as long as nothing has changed of which they tell: with
/// thousands of volumes they are large.
/// </summary>
public sealed class VolumeChoicesStore(OsInfoStore systems)
{
    private const int MostNames = 50_000;

    /// <summary>The systems of images by their names, which takes many patterns to tell.</summary>
    private readonly ConditionalWeakTable<OsDatabase, ConcurrentDictionary<string, string?>> _systemsOn = [];

    // Most of the time no page shows them.
    private readonly ConcurrentDictionary<(string Host, string Language), (VolumesShown Of, WeakReference<VolumeChoices> Choices)> _kept = new();

    /// <summary>The choices of a host's volumes.</summary>
    /// <param name="inventory">What its user may see.</param>
    /// <param name="host">The host.</param>
    /// <param name="text">Their words.</param>
    internal VolumeChoices Of(InventorySnapshot inventory, string host, IStringLocalizer text)
    {
        var key = (host, CultureInfo.CurrentUICulture.Name);
        var shown = VolumesShown.Of(inventory, host, systems.Known);
        if (_kept.TryGetValue(key, out var last) && last.Choices.TryGetTarget(out var kept) && last.Of.IsSame(shown))
            return kept;
        var made = new VolumeChoices(inventory, host, image => SystemOn(shown.Systems, image), text);
        _kept[key] = (shown, new WeakReference<VolumeChoices>(made));
        return made;
    }

    private string? SystemOn(OsDatabase? data, string image)
    {
        if (data is null)
            return null;
        var known = _systemsOn.GetOrCreateValue(data);
        if (known.Count > MostNames)
            known.Clear();
        return known.GetOrAdd(image, name => data.IdentifyImage(name)?.Called.Name);
    }
}
