using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Storage.Commands;
using WebConsole.Storage.Kinds;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage;

public sealed partial class NewPoolPage : IDisposable
{
    private readonly Dictionary<string, string?> _parts = [];
    private string? _host;
    private string _type = "dir";
    private string? _name;
    private string? _user;
    private SecretChange? _secret;
    private bool _erase;
    private bool _typed;
    private bool _autostart = true;
    private SourceSearch? _search;
    private Form? _form;

    /// <summary>Cancels the search that runs.</summary>
    private CancellationTokenSource? _searching;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [Inject]
    private VisibleInventory Inventory { get; set; } = null!;

    [Inject]
    private AvailableActions Available { get; set; } = null!;

    [Inject]
    private ActionRegistry Registry { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private PoolSources Sources { get; set; } = null!;

    [Inject]
    private CurrentUser User { get; set; } = null!;

    private ObjectAction Action => Registry.Find(ObjectKind.Host, CreatePool.Word)!;

    private HostStatus? Chosen => Inventory.Current.Host(_host ?? "");

    private PoolKind Kind => PoolKinds.Of(_type)!;

    private string? Devices => _parts.GetValueOrDefault("sourceDevices");

    private bool CanErase => Kind.Build is PoolBuild.Device or PoolBuild.DirectoryAndDevice && Devices is { Length: > 0 };

    private bool Erases => CanErase && _erase;

    private bool Finds => Kind.Finds || Kind.Build is PoolBuild.Device or PoolBuild.DirectoryAndDevice;

    private NewPool Asked => new(_type, _name ?? "", Of("path"), Of("sourceHost"), Of("sourceDir"), List(Of("sourceDevices")), Of("sourceName"), Of("format"), Of("adapter"), Of("initiator"),
        Kind.Auth is null ? null : _user, Kind.Auth is null ? null : _secret?.Reveal(),
        // New devices of a group are to be set up; a group that exists has none named.
        Kind.IsGroup && Devices is { Length: > 0 } ? true : null,
        Erases ? List(Devices) : null, Autostart: _autostart);

    protected override void OnInitialized() => _host = Host ?? Inventory.Current.Hosts.FirstOrDefault()?.Name;

    // Said while one types, by the rule of the operation.
    private string? WrongName(string name) => Action.Create(Chosen!, Chosen, Asked).Mistakes(Inventory.Current).GetValueOrDefault("name")?.FirstOrDefault();

    private static string[]? List(string? devices) => devices?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string? Of(string part) => Kind.Parts.Any(taken => taken.Name == part) && _parts.GetValueOrDefault(part) is { Length: > 0 } value ? value.Trim() : null;

    private IReadOnlyList<Tile<string>> Tiles(HostStatus host)
    {
        var able = StoragePoolCapabilitiesXml.TryParse(host.Facts?.StoragePoolCapabilities, out var capabilities)
            ? capabilities.Pools.Where(pool => pool.IsSupported).Select(pool => pool.Type).ToHashSet() : null;
        return [.. PoolKinds.All.Select(kind => new Tile<string>(kind.Type, Text[kind.Label], kind.Icon, Text[kind.Purpose])
        {
            IsRare = kind.IsRare,
            Why = able is null || able.Contains(kind.Type) ? null
                : (kind.DriverPackage is { } package ? Text["The host's libvirt lacks the driver: install {0}.", package] : Text["The host's libvirt lacks the driver."]).Value,
        })];
    }

    private void Choose(string type)
    {
        _type = type;
        Reset();
    }

    /// <summary>Of another kind or on another host nothing is the same: not the devices, what was confirmed about them, nor a password.</summary>
    private void Reset()
    {
        _parts.Clear();
        foreach (var part in Kind.Parts.Where(part => part.Choices.Count > 0))
            _parts[part.Name] = part.Choices[0];
        (_user, _secret, _erase, _typed, _search) = (null, null, false, false, null);
        _searching?.Cancel();
        _searching = null;
    }

    private void Doubt(string part)
    {
        // Another device was confirmed.
        if (part == "sourceDevices")
            (_erase, _typed) = (false, false);
    }

    private async Task FindAsync(HostStatus on)
    {
        using var searching = new CancellationTokenSource();
        (_searching, _search) = (searching, null);
        try
        {
            var search = await Sources.FindAsync(User.Principal, on.Name, Kind, Of("sourceHost"), Of("initiator"), searching.Token);
            // Of another kind or host by now, nobody asked for it.
            if (_searching != searching)
                return;
            if (search is { Field: { } field, Said: { } wrong })
                _form!.State.Say([new(field, [wrong])]);
            else
                _search = search;
        }
        catch (OperationCanceledException) when (_searching != searching)
        {
        }
        finally
        {
            if (_searching == searching)
                _searching = null;
        }
    }

    private void Take(FoundSource found)
    {
        foreach (var part in Kind.Parts)
        {
            if (found.Of(part.Name) is { Length: > 0 } value)
                _parts[part.Name] = value;
        }
        (_erase, _typed) = (false, false);
    }

    private FormPreview Say()
    {
        var operation = Action.Create(Chosen!, Chosen, Asked);
        return new FormPreview(string.Join(" · ", Known(operation.Mistakes(Inventory.Current)))) { Virsh = operation.VirshLine };
    }

    /// <summary>What the pool will be, as far as it stands; nothing is said of what is wrong or missing.</summary>
    private IEnumerable<string> Known(IReadOnlyDictionary<string, string[]> mistakes)
    {
        var name = mistakes.ContainsKey("name") ? null : _name;
        var path = mistakes.ContainsKey("path") ? null : Of("path");
        yield return string.Join(' ', new[] { Text[Kind.Label].Value, name, path is null ? null : Text["in {0}", path].Value }.OfType<string>());
        if (name is not null)
            yield return Text["✓ name free"];
        if (mistakes.Count == 0 && _autostart)
            yield return Text["starts with the host"];
    }

    private void Show(TaskRecord? task) => Navigation.NavigateTo(task?.Result is { } made ? AppUrls.Of(made.Id) ?? AppUrls.Storage : AppUrls.Storage);

    public void Dispose()
    {
        _searching?.Cancel();
        _searching = null;
    }
}
