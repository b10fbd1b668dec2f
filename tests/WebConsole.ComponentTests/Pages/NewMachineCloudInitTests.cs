using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Preferences;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;
using DhcpLease = Libvirt.DhcpLease;
using IPAddressType = Libvirt.IPAddressType;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What the form for a new machine asks of cloud-init: users, keys, fixed addresses, own texts.</summary>
public sealed class NewMachineCloudInitTests : PageContext
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMnb1mh4Xdfj5B8CTqLoEK/31mLv799z7b59GnUFfw1", Fingerprint = "SHA256:qrdhNTxqD9XbekfoGjXeFCAP95N0g7EmeFWMYb5uyvg";
    private const string Image = "debian-11-generic-amd64.qcow2";

    private static readonly InventorySnapshot Stocked = TestInventory.Full with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new([File(Image, "qcow2"), File("vmlinuz", "raw"), File("initrd.img", "raw"), File("data.img", "raw")])),
        Networks = TestInventory.Full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), TestInventory.Full.Networks[(TestInventory.HostName, TestInventory.NetworkId)] with
        {
            Xml = "<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.100' end='192.168.122.199'/></dhcp></ip></network>",
        }),
        Leases = TestInventory.Full.Leases.SetItem((TestInventory.HostName, "default"), [new DhcpLease("virbr0", null, IPAddressType.IPv4, "52:54:00:00:00:01", "192.168.122.9", 24, "old-db", null)]),
    };

    [Fact]
    public async Task SecondUser_HasFieldsOfItsOwn()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "cloudInit.users[0].name", "anna");
        await page.ClickAsync("[data-testid='field-cloudInit.users'] [data-testid=row-add]");

        await TypeAsync(page, "cloudInit.users[1].name", "grace");
        await TypeAsync(page, "cloudInit.users[1].fullName", "Grace Hopper");
        await TypeAsync(page, "cloudInit.users[1].password", "hunter-22");
        await page.ActAsync(() => page.Find("[data-testid='field-cloudInit.users[1].sshKeys'] textarea"), keys => keys.Input(Key + " grace@desk"));

        var users = await SeedAsync(page);
        Assert.Contains("\"name\": \"anna\"", users, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"grace\"\n  \"gecos\": \"Grace Hopper\"\n  \"hashed_passwd\": \"••••\"\n  \"lock_passwd\": false\n  \"ssh_authorized_keys\":", users, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-22", page.Markup, StringComparison.Ordinal);
        Assert.Contains(Fingerprint, page.Find("[data-testid='field-cloudInit.users'] [data-testid=ssh-key]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid='field-cloudInit.users'] [data-testid=row-remove]");
        page.WaitForAssertion(() => Assert.DoesNotContain("grace", page.Find("[data-testid=seed-user-data]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UserWithoutAName_IsSaidAtTheField()
    {
        var page = await OpenAsync();
        await page.ClickAsync("[data-testid='field-cloudInit.users'] [data-testid=row-add]");
        await TypeAsync(page, "cloudInit.users[0].name", "anna");
        await TypeAsync(page, "cloudInit.users[1].name", "Anna Upper");
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("small letters", page.Find("[data-testid='field-cloudInit.users[1].name'] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>The list beside the form says it once, from top to bottom as the browser has the fields, and whose it is.</summary>
    [Fact]
    public async Task MistakesOfUsers_AreListedOnceAndInOrder()
    {
        JSInterop.SetupModule("./js/forms.js").Setup<string[]>("fieldsOf", _ => true).SetResult(["name", "cloudInit.users[0].name", "cloudInit.users[1].name", "cloudInit.users[1].sshKeys"]);
        var page = await OpenAsync();
        await page.ClickAsync("[data-testid='field-cloudInit.users'] [data-testid=row-add]");
        await page.ActAsync(() => page.Find("[data-testid='field-cloudInit.users[1].sshKeys'] textarea"), keys => keys.Input("ssh-dss AAAA"));
        await TypeAsync(page, "cloudInit.users[1].name", "Grace");
        await TypeAsync(page, "cloudInit.users[0].name", "Anna");
        await TypeAsync(page, "name", "a/b");
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Equal(["name", "cloudInit.users[0].name", "cloudInit.users[1].name", "cloudInit.users[1].sshKeys"],
            page.FindAll("[data-testid=summary-mistakes] [data-to-field]").Select(line => line.GetAttribute("data-to-field"))));
        var said = page.FindAll("[data-testid=summary-mistakes] li").Select(line => line.TextContent).ToArray();
        Assert.StartsWith("User: ", said[1], StringComparison.Ordinal);
        Assert.StartsWith("User 2: ", said[2], StringComparison.Ordinal);
        Assert.StartsWith("User 2, SSH keys: ", said[3], StringComparison.Ordinal);
        Assert.Equal(said.Distinct(), said);
    }

    /// <summary>What will be written can be copied.</summary>
    [Fact]
    public async Task FilesOfTheSeed_CanBeCopied()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "cloudInit.users[0].name", "anna");

        Assert.Equal(await SeedAsync(page), page.Find("[data-testid=more-seed] [aria-label='Copy user-data']").GetAttribute("data-copy"));
    }

    /// <summary>Who keeps keys in the account need not paste them, and sees that they are taken.</summary>
    [Fact]
    public async Task OwnKeys_AreTakenUnlessSomebodySaysNo()
    {
        Assert.Null(await Services.GetRequiredService<AccountKeys>().AddAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "test")), Key + " ada@laptop", Xunit.TestContext.Current.CancellationToken));
        var page = await OpenAsync();
        await TypeAsync(page, "cloudInit.users[0].name", "anna");

        Assert.Contains("ada@laptop", await SeedAsync(page), StringComparison.Ordinal);
        Assert.Contains(Fingerprint, page.Find("[data-testid=cloud-init] [data-testid=ssh-key]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid='field-cloudInit.users[0].ownKeys'] [role=switch]");
        page.WaitForAssertion(() => Assert.DoesNotContain("ada@laptop", page.Find("[data-testid=seed-user-data]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=cloud-init] [data-testid=ssh-key]"));
    }

    /// <summary>Everybody with a sign-in link is the same user: keys that another has kept must not open one's machine unseen.</summary>
    [Fact]
    public async Task KeysOfASharedAccount_AreTakenOnlyWhereSomebodySaysSo()
    {
        var session = Services.GetRequiredService<SessionRegistry>().Begin("setup", Role.Administrator, SignInMethod.Link, "192.0.2.9");
        Assert.Null(await Services.GetRequiredService<AccountKeys>().AddAsync(SessionPrincipal.Of(session), Key + " somebody@else", Xunit.TestContext.Current.CancellationToken));
        var page = await OpenAsync(session);
        await TypeAsync(page, "cloudInit.users[0].name", "anna");

        Assert.DoesNotContain("somebody@else", await SeedAsync(page), StringComparison.Ordinal);
        Assert.Contains("look whose they are", page.Find("[data-testid='field-cloudInit.users[0].ownKeys']").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid='field-cloudInit.users[0].ownKeys'] [role=switch]");
        page.WaitForAssertion(() => Assert.Contains("somebody@else", page.Find("[data-testid=seed-user-data]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoKeepsNoKeys_IsToldWhere()
    {
        var page = await OpenAsync();

        Assert.Empty(page.FindAll("[data-testid='field-cloudInit.users[0].ownKeys']"));
        Assert.NotEmpty(page.FindAll("[data-testid=cloud-init] a[href='/accounts']"));
    }

    /// <summary>Each key is told by itself, with what is wrong.</summary>
    [Fact]
    public async Task PastedKeys_AreToldOneByOne()
    {
        var page = await OpenAsync();
        await page.ActAsync(() => page.Find("[data-testid='field-cloudInit.users[0].sshKeys'] textarea"), keys => keys.Input($"{Key} <b>me</b>\nssh-dss AAAAB3NzaC1kc3M="));

        var told = page.FindAll("[data-testid=cloud-init] [data-testid=ssh-key]");
        Assert.Contains("<b>me</b>", told[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("no DSA keys", told[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixedAddress_IsInTheSeed()
    {
        var page = await OpenAsync();
        await FixAsync(page, "192.168.122.50/24, 2001:db8::50/64");
        await TypeAsync(page, "cloudInit.networks[0].gateway6", "2001:db8::1");

        await SeedAsync(page);
        var config = page.Find("[data-testid=seed-network-config]").TextContent;
        // What the host is for machines with DHCP it is for this one.
        Assert.Contains("\"192.168.122.50/24\"\n    \"gateway\": \"192.168.122.1\"\n    \"dns_nameservers\":\n    - \"192.168.122.1\"", config, StringComparison.Ordinal);
        Assert.Contains("\"2001:db8::50/64\"\n    \"gateway\": \"2001:db8::1\"", config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.122.9/24", "taken by old-db")]
    [InlineData("192.168.122.150/24", "among the addresses that default gives out")]
    [InlineData("192.168.122.1/24", "the host's own in default")]
    [InlineData("192.168.121.7/24", "outside of default, where the host is 192.168.122.1/24")]
    [InlineData("192.168.122.50/16", "the prefix of default is /24")]
    [InlineData("192.168.122.50/24", null)]
    public async Task FixedAddress_IsLookedAtWhileItIsTyped(string address, string? said)
    {
        var page = await OpenAsync();
        await FixAsync(page, address);

        var note = page.Find("[data-testid='field-cloudInit.networks[0].addresses'] .wc-field-note").TextContent;
        Assert.Contains(said ?? "With the length of the prefix", note, StringComparison.Ordinal);
        Assert.Equal(said is not null, note.Contains('⚠', StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongAddress_IsAnErrorOfItsField()
    {
        var page = await OpenAsync();
        await FixAsync(page, "192.168.122.50");
        await page.Find("[data-testid='field-cloudInit.networks[0].addresses'] input").BlurAsync(new FocusEventArgs());

        Assert.Contains("length of its prefix", page.Find("[data-testid='field-cloudInit.networks[0].addresses'] [data-testid=field-error]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A machine without cloud-init gets its address from nobody here.</summary>
    [Fact]
    public async Task Addresses_AreAskedOnlyForCloudInit()
    {
        var page = await OpenAsync();
        Assert.NotEmpty(page.FindAll("[data-testid='field-cloudInit.networks[0].dhcp']"));

        await page.ClickAsync("[data-testid='field-cloudInit.ownNetworkConfig'] [role=switch]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid='field-cloudInit.networks[0].dhcp']")));
        await page.ClickAsync("[data-testid='field-cloudInit.ownNetworkConfig'] [role=switch]");
        await page.ClickAsync("[data-testid=field-cloudInit] [role=switch]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid='field-cloudInit.networks[0].dhcp']")));
    }

    /// <summary>The fields stay as they were for whoever changes their mind, and are not sent.</summary>
    [Fact]
    public async Task OwnUserData_StandsInPlaceOfTheFields()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "cloudInit.users[0].name", "anna");
        await page.ClickAsync("[data-testid='field-cloudInit.ownUserData'] [role=switch]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid='field-cloudInit.users[0].name']")));

        Assert.DoesNotContain("anna", await SeedAsync(page), StringComparison.Ordinal);
        await page.ClickAsync("[data-testid='field-cloudInit.ownUserData'] [role=switch]");
        page.WaitForAssertion(() => Assert.Equal("anna", page.Find("[data-testid='field-cloudInit.users[0].name'] input").GetAttribute("value")));
        Assert.Contains("anna", page.Find("[data-testid=seed-user-data]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Each mistake has its line, to which a click leads; what is only unusual hinders nobody.</summary>
    [Fact]
    public async Task MistakesOfOwnTexts_StandAtTheirLines()
    {
        var page = await OpenAsync();
        await page.ClickAsync("[data-testid='field-cloudInit.ownUserData'] [role=switch]");
        page.WaitForElement("[data-testid='field-cloudInit.userData']");
        Task WriteAsync(string text) => page.InvokeAsync(() => page.FindComponents<CodeEditor>()[0].Instance.ValueChanged.InvokeAsync(text));

        await WriteAsync("#cloud-config\nusers:\n  - name: anna\n   shell: /bin/sh\n");
        Assert.Equal("4", page.Find("[data-testid='field-cloudInit.userData'] [data-testid=code-mark]").GetAttribute("data-line"));
        Assert.Contains("A mistake, at its line.", page.Find("[data-testid='field-cloudInit.userData'] [data-testid=field-error]").TextContent, StringComparison.Ordinal);

        await WriteAsync("#cloud-config\nuserz: []\n");
        Assert.Equal("2", page.Find("[data-testid='field-cloudInit.userData'] [data-testid=code-mark]").GetAttribute("data-line"));
        Assert.Empty(page.FindAll("[data-testid='field-cloudInit.userData'] [data-testid=field-error]"));
    }

    /// <summary>libvirt takes both for raw disks.</summary>
    [Fact]
    public void Kernels_AreNoDisks()
    {
        var choices = new VolumeChoices(Stocked, TestInventory.HostName, _ => null, Services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<MachineForm>>());

        Assert.Equal(["data.img", Image], choices.Images.Select(entry => entry.Text));
        Assert.Equal(["data.img", Image], choices.Disks.Select(entry => entry.Text));
        Assert.Equal(["vmlinuz", "data.img", "initrd.img"], choices.Kernels.Select(entry => entry.Text));
        Assert.Equal(["initrd.img", "data.img", "vmlinuz"], choices.Initrds.Select(entry => entry.Text));
    }

    private static StorageVolume File(string name, string format) => new(name, $"/srv/images/{name}", format, 2L << 30, 400L << 20);

    private async Task<IRenderedComponent<Routes>> OpenAsync(Session? session = null)
    {
        Inventory.Update(_ => Stocked);
        var url = $"/machines/new?image=images/{Image}&name=web-77";
        var page = session is null ? Open(url, Role.Administrator) : Open(url, session);
        if (page.FindAll("[data-testid='field-cloudInit.users[0].name']").Count == 0)
            await page.ClickAsync("[data-testid=field-cloudInit] [role=switch]");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid='field-cloudInit.users[0].name']")));
        return page;
    }

    private static Task TypeAsync(IRenderedComponent<Routes> page, string field, string text) => page.InputAsync($"[data-testid='field-{field}'] input", text);

    private static async Task FixAsync(IRenderedComponent<Routes> page, string addresses)
    {
        await page.ActAsync(() => page.Find("[data-testid='field-cloudInit.networks[0].dhcp'] select"), select => select.Change("1"));
        await TypeAsync(page, "cloudInit.networks[0].addresses", addresses);
    }

    private static async Task<string> SeedAsync(IRenderedComponent<Routes> page)
    {
        if (page.FindAll("[data-testid=seed-user-data]").Count == 0)
            await page.ClickAsync("[data-testid=more-seed] summary");
        return page.Find("[data-testid=seed-user-data]").TextContent;
    }
}
