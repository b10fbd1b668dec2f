using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Forms;

public sealed partial class NewVolumeForm
{
    private const long Usual = 64 << 10;

    private static readonly Choice<long>[] _clusters = [.. Enumerable.Range(9, 13).Select(power => 1L << power).Select(size => new Choice<long>(size, Format.Bytes(size)))];

    private PoolKind? _kind;
    private IReadOnlyList<string> _formats = [];
    private IReadOnlyList<PickerEntry<VolumeKey>> _volumes = [];
    private string? _partition;
    private string? _name;
    private string? _format;
    private long? _capacity = 20L << 30;
    private bool _full;
    private bool _tables;
    private long _cluster = Usual;
    private VolumeKey? _backing;
    private bool _encrypted;
    private SecretChange? _passphrase;

    protected override NewVolume Arguments => new(_name, _capacity, _format, CanChoose ? _full ? _capacity : 0 : null,
        IsQcow2 && _tables && !_full && _backing is null ? "metadata" : null, IsQcow2 && _cluster != Usual ? _cluster : null,
        IsQcow2 && _backing is { } below ? new BackingVolume(below.Pool, below.Name, below.Format) : null, CanEncrypt && _encrypted ? _passphrase?.Reveal() ?? "" : null);

    private bool IsQcow2 => _format is VolumeFormats.Qcow2;

    private bool CanEncrypt => _kind is null or { HasFiles: true } && (_format is VolumeFormats.Raw || (IsQcow2 && _backing is null));

    private bool CanChoose => _kind is null or { CanBeThin: true, CanBeFull: true } && _format is null or VolumeFormats.Raw or VolumeFormats.Qcow2 && (_backing is null || !IsQcow2);

    private bool TakesAll => _kind is { CanBeThin: false } || (CanChoose && _full);

    /// <summary>Whether it may grow beyond what is free.</summary>
    private bool Promises => !TakesAll && _capacity > Subject.AvailableBytes;

    private string Sentence => TakesAll ? Text["{0} of {1} free are taken at once.", Format.Bytes(_capacity), Format.Bytes(Subject.AvailableBytes)]
        : Promises ? Text["Promises {0}; {1} are free. A machine that fills it stops when the pool is full.", Format.Bytes(_capacity), Format.Bytes(Subject.AvailableBytes)]
        : Text["It takes space as it is filled, up to {0}; {1} are free.", Format.Bytes(_capacity), Format.Bytes(Subject.AvailableBytes)];

    protected override void OnInitialized()
    {
        var (inventory, xml) = (Inventory.Current, StoragePoolXml.TryParse(Subject.Xml, out var parsed) ? parsed : null);
        _kind = PoolKinds.Of(xml?.Type);
        _formats = _kind is null ? [] : VolumeFormats.Of(_kind, Host);
        _format = _formats.Count > 0 ? _formats[0] : null;
        if (_kind is { HasPartitions: true })
            _name = _partition = PoolWords.NextPartition(xml!, [.. inventory.Volumes.GetValueOrDefault((Subject.Host, Subject.Uuid))?.Listed.Select(volume => volume.Name) ?? []]);
        _volumes =
        [
            .. from pool in inventory.StoragePools.Values
               where pool.Host == Subject.Host && inventory.Volumes.ContainsKey((pool.Host, pool.Uuid))
               from volume in inventory.Volumes[(pool.Host, pool.Uuid)].Listed
               let format = VolumeFormats.BelowAnother(volume.Format)
               where format is not null
               orderby volume.Name
               select new PickerEntry<VolumeKey>(new VolumeKey(pool.Uuid, volume.Name, format), volume.Name, Text["{0} {1} in {2}", Format.Bytes(volume.CapacityBytes), volume.Format!, pool.Name]),
        ];
    }

    /// <summary>A volume is at least as large as the one below it.</summary>
    private void GrowToIt()
    {
        if (_backing is { } below && Inventory.Current.Volumes.GetValueOrDefault((Subject.Host, below.Pool))?.Find(below.Name)?.CapacityBytes is { } least && !(_capacity > least))
            _capacity = least;
    }

    internal sealed record VolumeKey(Guid Pool, string Name, string Format);
}
