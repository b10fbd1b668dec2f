using NetArchTest.Rules;
using WebConsole.History;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>Code that shows or streams data must read the visible views, which check the user's rights.</summary>
public sealed class RawStoresTests
{
    /// <summary>Exceptions, each with its reason: they work for no user, or have checked the right.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["WebConsole.Features.Metrics.BalloonKeeper"] = "works for no user",
        ["WebConsole.Features.Metrics.SilentBalloons"] = "works for no user",
        ["WebConsole.Features.Metrics.MetricsHub"] = "streams rings of hosts and machines that VisibleMetrics let through",
        ["WebConsole.Features.Metrics.HostWatch"] = "is made by the hub for what was let through",
        ["WebConsole.Storage.Kinds.PoolSources"] = "asks IAccess with the user of the request",
        ["WebConsole.Features.Provisioning.MachinePlanner"] = "plans for operations, which are authorised before they run",
        ["WebConsole.Features.Machines.Devices.DevicePlanner"] = "plans for operations, which are authorised before they run",
        ["WebConsole.Features.Machines.Boots.BootStartKeeper"] = "works for no user",
        ["WebConsole.Features.Machines.Guest.FrozenGuestKeeper"] = "works for no user",
        ["WebConsole.Features.Provisioning.Setup.SetupKeeper"] = "works for no user",
        ["WebConsole.Features.Networks.Interfaces.Commands.BridgeServices"] = "is for operations, which are authorised before they run",
        ["WebConsole.Features.Networks.Forwards.ForwardServices"] = "is for operations, which are authorised before they run",
        ["WebConsole.Features.Networks.Forwards.AddForward"] = "is an operation, which is authorised before it runs",
        ["WebConsole.Features.Networks.Interfaces.Commands.NetworkChangeCommand"] = "is an operation, which is authorised before it runs",
        ["WebConsole.Features.Networks.Addresses.HostNetworks"] = "is for the making of networks, an operation and its form, which asks for the right to make them",
        ["WebConsole.Features.Consoles.ConsoleSessions"] = "asks IAccess with the user of the request",
        ["WebConsole.Features.Consoles.LibvirtConsoleSource"] = "opens what ConsoleSessions has let through",
    };

    [Fact]
    [Trait("Attack", "Z1")]
    public void PagesAndFeatures_ReadTheVisibleViews()
    {
        var found = Types.InAssembly(typeof(InventoryStore).Assembly)
            .That().ResideInNamespace("WebConsole.Components").Or().ResideInNamespace("WebConsole.Features").Or().ResideInNamespace("WebConsole.Storage")
            .ShouldNot().HaveDependencyOnAny(typeof(InventoryStore).FullName, typeof(TaskStore).FullName, typeof(MetricsStore).FullName, typeof(HistoryStore).FullName, typeof(HostInterfaceStore).FullName)
            .GetResult().FailingTypeNames ?? [];

        Assert.Empty(found.Select(name => name.Split('/', '+')[0]).Except(Exceptions.Keys));
    }
}
