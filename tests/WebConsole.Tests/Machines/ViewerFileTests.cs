using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Machines;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>The file for virt-viewer: who gets it, and what is in it.</summary>
public sealed class ViewerFileTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly MachineId Id = new("test", Guid.Parse("00000000-0000-4000-8000-000000000001"));

    [Theory]
    [InlineData(Role.Viewer, "0", HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, "0", HttpStatusCode.OK)]
    [InlineData(Role.Operator, "1", HttpStatusCode.NotFound)]
    [InlineData(Role.Operator, "-1", HttpStatusCode.NotFound)]
    public async Task File_IsForWhoMayOperate(Role role, string display, HttpStatusCode expected)
    {
        shared.App.Services.GetRequiredService<InventoryStore>().Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(Id, Machine("web", "127.0.0.1")) });
        using var browser = shared.App.SignedIn(role);

        using var answer = await browser.GetAsync(AppUrls.ViewerFile(Id, display), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.OK)
            Assert.Equal("application/x-virt-viewer", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("192.0.2.7", "qemu:///system", "192.0.2.7")]
    [InlineData("0.0.0.0", "qemu:///system", "kvm.example")]
    [InlineData("::", "qemu:///system", "kvm.example")]
    [InlineData("192.0.2.7", "qemu+ssh://root@far.example/system", "192.0.2.7")]
    [InlineData("0.0.0.0", "qemu+ssh://root@far.example:2222/system", "far.example")]
    [InlineData("::", "qemu+tls://[2001:db8::2]/system", "2001:db8::2")]
    public void File_NamesAddressAndPorts_AndNoPassword(string listens, string uri, string named) => Assert.Equal(
        $"[virt-viewer]\ntype=spice\nhost={named}\nport=5901\ntls-port=5902\ntitle=web\ndelete-this-file=1\n",
        ViewerFile.Text(Machine("web", listens), 0, uri, "kvm.example"));

    [Theory]
    [InlineData("127.0.0.1", "qemu:///system", "localhost", true)]
    [InlineData("::1", "qemu:///system", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "qemu:///system", "kvm.example", false)]
    [InlineData("127.0.0.1", "qemu+ssh://root@far.example/system", "localhost", false)]
    public void DisplayOnLoopback_HasAFileOnlyOnItsHost(string listens, string uri, string self, bool offered) =>
        Assert.Equal(offered, ViewerFile.Text(Machine("web", listens), 0, uri, self) is not null);

    [Fact]
    public void Name_BeginsNoLine()
    {
        var text = ViewerFile.Text(Machine("web\npassword=x\r[ovirt]", "192.0.2.7"), 0, "qemu:///system", "kvm.example")!;

        Assert.Equal(7, text.TrimEnd('\n').Split('\n', '\r').Length);
    }

    private static Machine Machine(string name, string address) => new()
    {
        Id = Id,
        Name = name,
        State = MachineState.Running,
        IsActive = true,
        Displays = [new MachineDisplay { Key = "0", Type = "spice", Address = address, Port = 5901 }],
        Xml = $"<domain><devices><graphics type='spice' port='5901' tlsPort='5902' listen='{address}' passwd='secret'/></devices></domain>",
    };
}
