using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for the number of a machine's processors, now and after its next start.</summary>
public sealed partial class EditProcessorsForm
{
    private (int Vcpus, int Most) _first;
    private int? _vcpus;
    private int? _most;
    private bool _hasOwnMost;

    /// <summary>How many the running machine can have.</summary>
    private (int Least, int Most) _now;

    private Applies _when = Applies.Now;

    protected override MachineChanges Arguments => new(
        Vcpus: _vcpus == _first.Vcpus ? null : _vcpus, MaxVcpus: _most == _first.Most ? null : _most,
        Apply: Subject.IsActive && WhenVcpus is Applies.AfterRestart ? "next" : null, Version: Definition?.Version);

    private int? Vcpus
    {
        get => _vcpus;
        set
        {
            _vcpus = value;
            // The maximum follows, until somebody sets it.
            if (!_hasOwnMost)
                _most = Math.Max(_first.Most, value ?? 0);
        }
    }

    private int? Most
    {
        get => _most;
        set => (_most, _hasOwnMost) = (value, value != _first.Most);
    }

    private bool CanChoose => Subject.IsActive && _vcpus >= _now.Least && _vcpus <= _now.Most;

    private EventCallback<Applies> Chosen => CanChoose ? EventCallback.Factory.Create<Applies>(this, when => _when = when) : default;

    private Applies WhenVcpus => !Subject.IsActive ? Applies.Unsaid : CanChoose ? _when : Applies.AfterRestart;

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        _first = (ResourceChanges.VcpusOf(domain), domain.VirtualCpus ?? 1);
        (_vcpus, _most) = (_first.Vcpus, _first.Most);
        _now = DomainXml.TryParse(Subject.Xml, out var running) ? (LiveResources.LeastCpus(running), running.VirtualCpus ?? 1) : default;
    }

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        ResourceChanges.Apply(Arguments, domain);
        var count = ResourceChanges.VcpusOf(domain);
        return Say(WhenVcpus switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", count, domain.VirtualCpus ?? count],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", count, domain.VirtualCpus ?? count],
            _ => Text["{0} at the next start, at most {1}", count, domain.VirtualCpus ?? count],
        }, domain.ToXml());
    }
}
