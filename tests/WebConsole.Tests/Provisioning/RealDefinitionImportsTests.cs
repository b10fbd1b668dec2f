using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Security;
using WebConsole.Tests.Storage;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Definitions from elsewhere come in by the API, on a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDefinitionImportsTests : RealStorage
{
    private const string Import = "/api/v1/machines/local/import";
    private const string HostDevice = "<hostdev mode='subsystem' type='usb'><source startupPolicy='optional'><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>";

    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "definitions", path = $"{Root}/definitions" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"cd {Root}/definitions; qemu-img create -q -f qcow2 own.qcow2 16M; qemu-img create -q -f qcow2 -u -b /etc/passwd -F raw evil.qcow2 16M");
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/own.qcow2"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^xml-'); do virsh -q undefine $name; done; virsh -q pool-destroy definitions; virsh -q pool-undefine definitions || true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Definition_ComesInWithVolumesAndNetworksOfTheHost()
    {
        var task = await DoAsync(HttpMethod.Post, Import, new { definition = Definition("xml-web", ""), disks = new { vda = Volume("own.qcow2") }, networks = new[] { "default" } });

        var machine = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive --security-info xml-web"));
        Assert.Equal(("definitions", "own.qcow2", "qcow2"), (machine.Disks[0].Source.Pool, machine.Disks[0].Source.Volume, machine.Disks[0].DriverType));
        Assert.Equal("default", machine.Interfaces[0].SourceNetwork);
        Assert.DoesNotContain("s3cret", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("shut off", await ShellAsync("virsh domstate xml-web"));
    }

    [Fact]
    public async Task WhatIsMissing_IsAskedForByName()
    {
        var errors = await MistakesAsync(new { definition = Definition("xml-web", "") });
        Assert.Equal(["disks.vda", "networks[0]"], errors);
        Assert.Equal(["definition"], await MistakesAsync(new { definition = "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><domain>&a;</domain>" }));
    }

    /// <summary>Who may not make machines gets none by a definition; who may has to say so.</summary>
    [Theory]
    [Trait("Attack", "F4")]
    [InlineData(HostDevice)]
    [InlineData("<filesystem type='mount'><source dir='/'/><target dir='root'/></filesystem>")]
    [InlineData("<serial type='file'><source path='/tmp/out'/></serial>")]
    public async Task SettingsThatReachTheHost_AreTakenOfAnAdministratorOnPurpose(string device)
    {
        object Asked(bool? hostAccess) => new { definition = Definition("xml-host", device), disks = new { vda = Volume("own.qcow2") }, networks = new[] { "default" }, hostAccess };
        foreach (var role in new[] { Role.Viewer, Role.Operator })
        {
            using var other = await WithTokenAsync(role);
            using var refused = await other.PostAsJsonAsync(Import, Asked(true), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        Assert.Equal(["hostAccess"], await MistakesAsync(Asked(null)));

        await DoAsync(HttpMethod.Post, Import, Asked(true));

        Assert.Contains(device[1..device.IndexOf(' ', StringComparison.Ordinal)], await ShellAsync("virsh dumpxml --inactive xml-host"), StringComparison.Ordinal);
    }

    /// <summary>The image names a file of the host, which QEMU would open.</summary>
    [Fact]
    [Trait("Attack", "F1")]
    public async Task DiskThatNamesAFile_IsRefused()
    {
        using var answer = await Client.PostAsJsonAsync(Import, new { definition = Definition("xml-evil", ""), disks = new { vda = Volume("evil.qcow2") }, networks = new[] { "default" } }, Cancel);

        if (answer.IsSuccessStatusCode)
            await UntilAsync(async () => (await GetAsync(answer.Headers.Location!.ToString())).GetProperty("state").GetString() == "failed");
        else
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("", await ShellAsync("virsh list --all --name | grep xml-evil || true"));
    }

    private static string Definition(string name, string device) => $"""
        <domain type='qemu'>
          <name>{name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/etc/shadow'/><target dev='vda' bus='virtio'/></disk>
            <interface type='network'><source network='elsewhere'/><model type='virtio'/></interface>
            <graphics type='vnc' autoport='yes' passwd='s3cret'/>{device}
          </devices>
        </domain>
        """;

    private object Volume(string name) => new { pool = _pool, volume = name };

    private async Task<string[]> MistakesAsync(object asked)
    {
        using var answer = await Client.PostAsJsonAsync(Import, asked, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
    }

    private Task<HttpClient> WithTokenAsync(Role role) => App.WithTokenAsync(role);
}
