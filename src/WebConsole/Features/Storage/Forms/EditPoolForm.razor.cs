using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Storage.Commands;
using WebConsole.Storage.Kinds;

namespace WebConsole.Features.Storage.Forms;

/// <summary>The form for what a pool is made of.</summary>
public sealed partial class EditPoolForm
{
    private readonly Dictionary<string, string?> _parts = [];
    private NewPool _first = new();
    private PoolKind? _kind;
    private string? _user;
    private SecretChange? _secret;
    private bool _hasSecret;

    protected override PoolChanges Arguments => new(Of("path"), Of("sourceHost"), Of("sourceDir"), Of("sourceDevices")?.Split(' ', StringSplitOptions.RemoveEmptyEntries), Of("sourceName"), Of("format"), Of("adapter"), Of("initiator"),
        Changed(_user, _first.User), _secret?.Reveal(), Definition?.Version);

    protected override void Fill(string xml)
    {
        if (!StoragePoolXml.TryParse(xml, out var pool))
            return;
        (_kind, _first) = (PoolKinds.Of(pool.Type), PoolParts.Of(pool));
        foreach (var part in NewPool.PartNames)
            _parts[part] = _first.Of(part);
        (_user, _hasSecret) = (_first.User, _first.User is not null);
    }

    private string? Of(string part) => Changed(_parts.GetValueOrDefault(part)?.Trim(), _first.Of(part));

    private FormPreview Say()
    {
        var pool = StoragePoolXml.Parse(Definition!.Xml);
        EditPool.Apply(Arguments, pool);
        return Say(Subject.State == "running" ? Text["Takes effect when the pool is started again"] : Text["Takes effect when the pool is started"], pool.ToXml());
    }
}
