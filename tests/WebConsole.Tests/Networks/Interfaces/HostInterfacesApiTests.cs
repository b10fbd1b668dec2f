using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>The API of hosts' network interfaces, on libvirt's test driver.</summary>
public sealed class HostInterfacesApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly TestApplication _app = fixture.Application;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/host-interfaces")]
    [InlineData("/api/v1/host-interfaces?host=test")]
    public async Task Viewer_SeesThoseOfTheHost(string address)
    {
        using var viewer = _app.SignedIn(Role.Viewer);

        var items = (await viewer.GetFromJsonAsync<JsonElement>(address, Cancel)).GetProperty("items");

        Assert.Equal(JsonValueKind.Array, items.ValueKind);
        Assert.All(items.EnumerateArray(), one => Assert.Equal("test", one.GetProperty("host").GetString()));
    }

    [Theory]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("UPPER", HttpStatusCode.BadRequest)]
    public async Task UnknownHost_IsSaid(string host, HttpStatusCode status)
    {
        using var viewer = _app.SignedIn(Role.Viewer);

        Assert.Equal(status, (await viewer.GetAsync(new Uri($"/api/v1/host-interfaces?host={host}", UriKind.Relative), Cancel)).StatusCode);
    }
}
