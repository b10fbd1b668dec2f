using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Tests.Operations;

/// <summary>Does what the test says, when the test says.</summary>
internal sealed record FakeOperation : Operation
{
    public override string Action => "fake";
    public override string Doing => "faked";
    public override string Host => Machine?.Host ?? "local";
    public override Role Required => Role.Operator;
    public override string VirshLine => Line();

    public bool Standing { get; init; } = true;

    public override bool Blocks => Standing;

    public Func<CancellationToken, Task> Body { get; init; } = _ => Task.CompletedTask;

    public Func<string> Line { get; init; } = () => "virsh -c test:///default fake";

    public override Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken) => Body(cancellationToken);

    public static FakeOperation On(string target, string host = "local") =>
        new() { Target = target, Machine = new MachineId(host, Guid.NewGuid()) };
}
