using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Tests.Operations;

internal static class TestMachines
{
    public static Machine Web { get; } = Named("web-01");

    public static Machine Named(string name, MachineState state = MachineState.Running, string host = "local") => new()
    {
        Id = new MachineId(host, Guid.NewGuid()),
        Name = name,
        State = state,
        IsActive = state is not (MachineState.ShutOff or MachineState.Crashed),
        Persistent = true,
        Xml = "<domain/>",
    };

    public static HostStatus Host(string name) => new() { Name = name, Uri = "test:///default", Connection = ConnectionState.Connected };
}
