using Libvirt;
using WebConsole.Security;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Says whether the machine starts with its host, which changes how it is set up.</summary>
public sealed record SetAutostart : MachineCommand
{
    public required bool Enabled { get; init; }

    public override string Action => Enabled ? "autostart-on" : "autostart-off";
    public override string Verb => Enabled ? "switch on autostart of" : "switch off autostart of";
    public override string Doing => "changed";
    public override Role Required => Role.Administrator;
    protected override bool RaisesNoEvent => true;
    protected override string VirshArguments => Enabled ? "autostart" : "autostart --disable";

    protected override void Call(Domain domain) => domain.SetAutostart(Enabled);
}
