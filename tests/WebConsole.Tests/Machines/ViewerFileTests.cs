using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Machines;
using WebConsole.Features.Machines.Displays;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>The file for virt-viewer: who gets it, and what is in it.</summary>
public sealed class ViewerFileTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly MachineId Id = new("test", Guid.Parse("00000000-0000-4000-8000-000000000001"));

    /// <summary>libvirt has no such machine, so that nobody gets a file here; <see cref="Devices.RealViewerFileTests"/> opens it.</summary>
    [Theory]
    [InlineData(Role.Viewer, "0", HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, "0", HttpStatusCode.Conflict)]
    [InlineData(Role.Operator, "1", HttpStatusCode.NotFound)]
    [InlineData(Role.Operator, "-1", HttpStatusCode.NotFound)]
    public async Task File_IsForWhoMayOperate(Role role, string display, HttpStatusCode expected)
    {
        Know();
        using var browser = shared.App.SignedIn(role);

        using var answer = await browser.PostFormAsync(AppUrls.ViewerFile(Id, display));

        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>The answer to a form takes the place of the page, so that people get a page that says why.</summary>
    [Theory]
    [InlineData(Role.Viewer, "0", "/machines/test/00000000-0000-4000-8000-000000000001/console?display=0&viewer=not-allowed")]
    [InlineData(Role.Operator, "0", "/tasks?task=")]
    [InlineData(Role.Operator, "1", "/machines/test/00000000-0000-4000-8000-000000000001/console?display=1&viewer=gone")]
    public async Task FileThatCantBeMade_LeadsPeopleToAPage(Role role, string display, string page)
    {
        Know();
        using var browser = shared.App.SignedIn(role);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await browser.PostFormAsync(AppUrls.ViewerFile(Id, display));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(page, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>Anybody can write an address.</summary>
    [Fact]
    public void ReasonInAnAddress_IsOneOfOurs()
    {
        Assert.All(Enum.GetValues<RefusalReason>(), reason => Assert.StartsWith("There is no file for virt-viewer: ", NoViewerFile.InWords(NoViewerFile.Of(reason)), StringComparison.Ordinal));
        Assert.Null(NoViewerFile.InWords("<b>Call us</b>"));
    }

    /// <summary>A link of another site must not set a password.</summary>
    [Fact]
    [Trait("Attack", "S3")]
    public async Task File_IsForOurOwnFormOnly()
    {
        Know();
        using var browser = shared.App.SignedIn(Role.Operator);

        using var link = await browser.GetAsync(AppUrls.ViewerFile(Id, "0"), TestContext.Current.CancellationToken);
        using var form = await browser.PostAsync(AppUrls.ViewerFile(Id, "0"), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.NotEqual("application/x-virt-viewer", link.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        Assert.DoesNotContain(shared.App.Services.GetRequiredService<TaskStore>().Recent, task => task.Action is "viewer-file" && task.User is "tester" && task.State is TaskState.Succeeded);
    }

    [Theory]
    [InlineData("vnc", 8)]
    [InlineData("spice", 32)]
    public void Password_IsAsLongAsTheDisplayTakes_AndInNoPartOfTheTask(string type, int length)
    {
        var (one, other) = (OpenToViewer.Of(Machine("web", "127.0.0.1"), type, "qemu:///system", new LentPasswords()), OpenToViewer.Of(Machine("web", "127.0.0.1"), type, "qemu:///system", new LentPasswords()));
        var password = Assert.Single(one.Secrets);

        Assert.Equal(length, password.Length);
        Assert.NotEqual(password, Assert.Single(other.Secrets));
        Assert.DoesNotContain(password, $"{one} {one.VirshLine} {string.Join(' ', one.Parameters)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.7", "qemu:///system", "192.0.2.7")]
    [InlineData("0.0.0.0", "qemu:///system", "kvm.example")]
    [InlineData("::", "qemu:///system", "kvm.example")]
    [InlineData("192.0.2.7", "qemu+ssh://root@far.example/system", "192.0.2.7")]
    [InlineData("0.0.0.0", "qemu+ssh://root@far.example:2222/system", "far.example")]
    [InlineData("::", "qemu+tls://[2001:db8::2]/system", "2001:db8::2")]
    public void File_NamesAddressAndPorts_AndNoPasswordOfTheDisplay(string listens, string uri, string named)
    {
        var lines = ViewerFile.Lines(Machine("web", listens), 0, uri, "kvm.example")!;

        Assert.Equal($"[virt-viewer]\ntype=spice\nhost={named}\nport=5901\ntls-port=5902\ntitle=web\ndelete-this-file=1\n", ViewerFile.Text(lines, null));
        Assert.Equal($"[virt-viewer]\ntype=spice\nhost={named}\nport=5901\ntls-port=5902\ntitle=web\npassword=lent\ndelete-this-file=1\n", ViewerFile.Text(lines, "lent"));
    }

    [Theory]
    [InlineData("127.0.0.1", "qemu:///system", "localhost", true)]
    [InlineData("::1", "qemu:///system", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "qemu:///system", "kvm.example", false)]
    [InlineData("127.0.0.1", "qemu+ssh://root@far.example/system", "localhost", false)]
    public void DisplayOnLoopback_HasAFileOnlyOnItsHost(string listens, string uri, string self, bool offered) =>
        Assert.Equal(offered, ViewerFile.Lines(Machine("web", listens), 0, uri, self) is not null);

    [Fact]
    public void Name_BeginsNoLine()
    {
        var text = ViewerFile.Text(ViewerFile.Lines(Machine("web\npassword=x\r[ovirt]", "192.0.2.7"), 0, "qemu:///system", "kvm.example")!, null);

        Assert.Equal(7, text.TrimEnd('\n').Split('\n', '\r').Length);
    }

    private void Know() =>
        shared.App.Services.GetRequiredService<InventoryStore>().Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(Id, Machine("web", "127.0.0.1")) });

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
