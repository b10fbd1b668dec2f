using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>One running application for a class of tests, with two running machines.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>The machine that no test may change.</summary>
    public const string Steady = "6695eb01-f6a4-8304-79aa-97f2502e193f";

    /// <summary>The machine that one test changes.</summary>
    public const string Changing = "7695eb01-f6a4-8304-79aa-97f2502e193f";

    private readonly TestHostFile _host = new(
        ("steady", new MachineId("test", Guid.Parse(Steady))), ("changing", new MachineId("test", Guid.Parse(Changing))));

    internal TestApplication Application { get; private set; } = null!;

    public string Uri => _host.Uri;

    public async ValueTask InitializeAsync()
    {
        Application = await TestApplication.StartAsync(args: ["--host", $"test={Uri}"]);
        var inventory = Application.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Machines.Count == 2, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        _host.Dispose();
    }
}
