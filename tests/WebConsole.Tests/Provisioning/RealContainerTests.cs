using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Containers are made by the API, on a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealContainerTests() : RealStorage("containers", "lxc:///system")
{
    private const string Containers = "/api/v1/machines/containers/containers";

    private static readonly string Folder = $"{Root}/box";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // A shell with the libraries that it needs.
        await ShellAsync($"mkdir -p {Folder}/bin {Folder}/proc {Folder}/sys {Folder}/dev && cp /bin/sh /bin/sleep {Folder}/bin/ && for file in $(ldd /bin/sh /bin/sleep | grep -o '/[^ )]*'); do [ -f $file ] && mkdir -p {Folder}$(dirname $file) && cp -nL $file {Folder}$file; done; true");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh -q -c lxc:///system destroy box; virsh -q -c lxc:///system undefine box; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ContainerOfOneProgram_Runs()
    {
        await DoAsync(HttpMethod.Post, Containers, new { name = "box", path = Folder, init = "/bin/sh", arguments = new[] { "-c", "echo begun > /made; exec sleep 1000" }, memory = 64 << 20, networks = new[] { new { network = "default" } } });

        Assert.Equal("running", await ShellAsync("virsh -c lxc:///system domstate box"));
        await UntilAsync(async () => await ShellAsync($"cat {Folder}/made 2> /dev/null || true") is "begun");
    }

    [Fact]
    [Trait("Attack", "F2")]
    public async Task LinkToADirectoryOfTheSystem_IsRefused()
    {
        await ShellAsync($"ln -s /etc {Root}/link");

        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", path = $"{Root}/link", networks = Array.Empty<object>() });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal($"{Root}/link leads to a directory of the system.", ended.GetProperty("error").GetString());
    }

    /// <summary>What is missing can be put there.</summary>
    [Fact]
    public async Task ContainerWithoutItsProgram_StaysShutOff()
    {
        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", path = Folder, memory = 64 << 20, networks = Array.Empty<object>() });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("/sbin/init", ended.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal("shut off", await ShellAsync("virsh -c lxc:///system domstate box"));
    }
}
