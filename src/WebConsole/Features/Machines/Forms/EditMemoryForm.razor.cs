using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for a machine's memory, now and after its next start.</summary>
public sealed partial class EditMemoryForm
{
    private (long Memory, long Most) _first;
    private long? _memory;
    private long? _most;
    private bool _hasOwnMost;

    /// <summary>How much the running machine can have.</summary>
    private long _mostNow;

    private Applies? _chosen;

    protected override MachineChanges Arguments => new(
        Memory: _memory == _first.Memory ? null : _memory, MaxMemory: _most == _first.Most ? null : _most,
        Apply: Subject.IsActive && WhenMemory is Applies.AfterRestart ? "next" : null, Version: Definition?.Version);

    private long? Memory
    {
        get => _memory;
        set
        {
            _memory = value;
            // The maximum follows, until somebody sets it.
            if (!_hasOwnMost)
                _most = Math.Max(_first.Most, value ?? 0);
        }
    }

    private long? Most
    {
        get => _most;
        set => (_most, _hasOwnMost) = (value, value != _first.Most);
    }

    private bool CanChoose => Subject.IsActive && _memory <= _mostNow;

    private EventCallback<Applies> Chosen => CanChoose ? EventCallback.Factory.Create<Applies>(this, when => _chosen = when) : default;

    /// <summary>A guest that uses the memory which is taken from it ends programs.</summary>
    private Applies Usual => _memory < _first.Memory ? Applies.AfterRestart : Applies.Now;

    private Applies WhenMemory => !Subject.IsActive ? Applies.Unsaid : CanChoose ? _chosen ?? Usual : Applies.AfterRestart;

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        _first = (ResourceChanges.MemoryOf(domain), domain.MemoryBytes ?? 0);
        (_memory, _most) = (_first.Memory, _first.Most);
        _mostNow = DomainXml.TryParse(Subject.Xml, out var running) ? running.MemoryBytes ?? 0 : 0;
    }

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        ResourceChanges.Apply(Arguments, domain);
        var (memory, most) = (Format.Bytes(ResourceChanges.MemoryOf(domain)), Format.Bytes(domain.MemoryBytes ?? 0));
        return Say(WhenMemory switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", memory, most],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", memory, most],
            _ => Text["{0} at the next start, at most {1}", memory, most],
        }, domain.ToXml()) with
        { Warns = WhenMemory is Applies.Now && _memory < _first.Memory };
    }
}
