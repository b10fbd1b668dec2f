using System.Diagnostics;
using System.Xml.Linq;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Trees;
using WebConsole.Unattended;
using Xunit;

namespace WebConsole.Tests.Unattended;

/// <summary>Answers that an installer reads out of its initial RAM disk.</summary>
public sealed class TreeAnswersTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";

    private static readonly InstalledMachine Machine = new("0123456789", HasUefi: true, "x86_64", "vda", new Uri("https://mirror.lab:8443/pub/debian/dists/bookworm/main/installer-amd64/"));

    private static readonly UnattendedSettings Settings = new(
        Hostname: "web-01.lab", User: "anna", Password: "correct-horse", SshKeys: [$"{Key} anna@laptop"], Timezone: "Europe/Berlin", Locale: "de_DE.UTF-8", Keyboard: "de");

    private static readonly XNamespace Yast = "http://www.suse.com/1.0/yast2ns";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preseed_AnswersWhatDebiansInstallerAsks()
    {
        var lines = (await AnswerFiles.MakeAsync(Settings, Installer.Preseed, Machine, Cancel)).Files["preseed.cfg"].Split('\n');

        Assert.All(lines[..^1], line => Assert.Matches("^(d-i|tasksel|popularity-contest) [a-z-]+/[a-z_/-]+ (string|select|multiselect|boolean|password|note)( .+)?$", line));
        Assert.Equal(lines.Length, lines.Select(line => line.Split(' ').Take(2).Last()).Distinct().Count());
        foreach (var answer in new[]
        {
            "d-i debian-installer/locale string de_DE.UTF-8", "d-i keyboard-configuration/xkb-keymap select de", "d-i netcfg/get_hostname string web-01", "d-i netcfg/get_domain string lab",
            "d-i mirror/protocol string https", "d-i mirror/https/hostname string mirror.lab:8443", "d-i mirror/https/directory string /pub/debian", "d-i mirror/suite string bookworm",
            "d-i passwd/root-login boolean false", "d-i passwd/username string anna", "d-i time/zone string Europe/Berlin", "d-i partman-auto/disk string /dev/vda", "d-i grub-installer/bootdev string /dev/vda",
        })
            Assert.Contains(answer, lines);
        Assert.StartsWith("d-i passwd/user-password-crypted password $6$", Assert.Single(lines, line => line.Contains("crypted", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"echo '{Key}' >> /target/home/anna/.ssh/authorized_keys", Assert.Single(lines, line => line.Contains("late_command", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>What a tree says of itself counts more than what its address tells, and less than what was asked for.</summary>
    [Theory]
    [InlineData("AlmaLinux", null, Installer.Kickstart)]
    [InlineData("openSUSE Leap", null, Installer.AutoYast)]
    [InlineData("SUSE Linux Enterprise Server", "preseed", Installer.Preseed)]
    [InlineData("", null, Installer.Preseed)]
    public void DescriptionOfATree_TellsItsInstaller(string family, string? asked, Installer expected) =>
        Assert.Equal(expected, Installers.Of(new Os("http://debian.org/debian/12") { Name = "Debian 12", Distribution = "debian" }, asked, fromTree: true, TreeInfo.Parse($"[general]\nfamily={family}")));

    /// <summary>Marks that end a word for an installer are escaped, and an address may be one of IPv6.</summary>
    [Theory]
    [InlineData("http://mirror.lab/it's/(old)/dists/bookworm/", "mirror.lab", "/it%27s/%28old%29")]
    [InlineData("http://[fd00::5]:8080/debian/dists/bookworm/", "[fd00::5]:8080", "/debian")]
    public async Task AddressOfATree_IsOneWordOfTheAnswers(string tree, string host, string directory)
    {
        var lines = (await AnswerFiles.MakeAsync(Settings, Installer.Preseed, Machine with { Tree = TreePlan.Address(tree) }, Cancel)).Files["preseed.cfg"].Split('\n');

        Assert.Contains($"d-i mirror/http/hostname string {host}", lines);
        Assert.Contains($"d-i mirror/http/directory string {directory}", lines);
    }

    /// <summary>Who signs in by key only has no password, and a tree that is no archive of Debian's tells no mirror.</summary>
    [Fact]
    public async Task PreseedWithoutPassword_LocksIt()
    {
        var text = (await AnswerFiles.MakeAsync(Settings with { Password = null }, Installer.Preseed, Machine with { Tree = new Uri("http://mirror.lab/netboot/") }, Cancel)).Files["preseed.cfg"];

        Assert.Contains("d-i passwd/user-password-crypted password !\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mirror/http", text, StringComparison.Ordinal);
    }

    /// <summary>Root is locked, and sudo would ask for a password that there is not: all installers of Linux make the same rule.</summary>
    [Theory]
    [InlineData(Installer.Preseed, "preseed.cfg", "echo 'anna ALL=(ALL) NOPASSWD:ALL' > /target/etc/sudoers.d/administrator; chmod 0440 /target/etc/sudoers.d/administrator")]
    [InlineData(Installer.AutoYast, "autoinst.xml", "anna ALL=(ALL) NOPASSWD:ALL\n")]
    [InlineData(Installer.Kickstart, "ks.cfg", "echo 'anna ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/administrator\n")]
    public async Task UserWithoutAPassword_MayAdministerTheSystem(Installer installer, string file, string rule)
    {
        var without = (await AnswerFiles.MakeAsync(Settings with { Password = null }, installer, Machine, Cancel)).Files[file];
        var with = (await AnswerFiles.MakeAsync(Settings, installer, Machine, Cancel)).Files[file];

        Assert.Contains(rule, installer is Installer.AutoYast ? XDocument.Parse(without).Root!.Value : without, StringComparison.Ordinal);
        Assert.DoesNotContain("NOPASSWD", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutoYast_AnswersWhatYastAsks()
    {
        var root = XDocument.Parse((await AnswerFiles.MakeAsync(Settings, Installer.AutoYast, Machine, Cancel)).Files["autoinst.xml"]).Root!;

        Assert.Equal(("false", "de_DE", "german", "Europe/Berlin"), (Text("confirm"), Text("language", "language"), Text("keymap"), Text("timezone", "timezone")));
        Assert.Equal(("web-01", "lab", "/dev/vda"), (Text("hostname"), Text("domain"), Text("drive", "device")));
        var users = root.Descendants(Yast + "user").ToDictionary(user => user.Element(Yast + "username")!.Value, user => user.Element(Yast + "user_password")!.Value);
        Assert.Equal("!", users["root"]);
        Assert.StartsWith("$6$", users["anna"], StringComparison.Ordinal);
        Assert.Equal(Key, Text("listentry"));
        Assert.All(root.Descendants().Where(element => element.Elements().Skip(1).Any() && element.Elements().DistinctBy(child => child.Name).Count() == 1), list => Assert.Equal("list", list.Attributes().Single(attribute => attribute.Name.LocalName == "type").Value));

        string Text(params string[] names) => names.Aggregate((XContainer)root, (parent, name) => parent.Descendants(Yast + name).First()) is XElement found ? found.Value : "";
    }

    /// <summary>Should a rule ever let something past, the writer has the last word.</summary>
    [Theory]
    [Trait("Attack", "J5")]
    [InlineData("web\nd-i preseed/early_command string reboot")]
    [InlineData("web string evil")]
    [InlineData("web\\")]
    [InlineData("web;reboot")]
    [InlineData("")]
    public async Task HostileValue_IsNotWrittenIntoAPreseed(string value)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => AnswerFiles.MakeAsync(Settings with { Hostname = value }, Installer.Preseed, Machine, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => AnswerFiles.MakeAsync(Settings with { User = value }, Installer.Preseed, Machine, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => AnswerFiles.MakeAsync(Settings with { SshKeys = [$"ssh-ed25519 {value.Replace(' ', ';')}'"] }, Installer.Preseed, Machine, Cancel));
    }

    /// <summary>cpio reads it, and so does Linux: see RealTreeTests.</summary>
    [Fact]
    public async Task Archive_IsReadByCpio()
    {
        var archive = CpioArchive.Of(new Dictionary<string, string> { ["preseed.cfg"] = "d-i a string ö\n", ["empty"] = "" });

        Assert.Equal(0, archive.Length % CpioArchive.Alignment);
        Assert.Equal("d-i a string ö\n", await CpioAsync(archive, "--extract", "--to-stdout", "preseed.cfg"));
        Assert.Equal(["preseed.cfg", "empty"], (await CpioAsync(archive, "--list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("debian", 2021, false, Installer.Preseed)]
    [InlineData("ubuntu", 2018, true, Installer.Preseed)]
    [InlineData("ubuntu", 2020, true, Installer.Preseed)]
    [InlineData("ubuntu", 2020, false, Installer.Autoinstall)]
    [InlineData("opensuse", 2022, true, Installer.AutoYast)]
    [InlineData("fedora", 2022, true, Installer.Kickstart)]
    public void Installer_IsThatOfTheSystem(string distribution, int year, bool fromTree, Installer expected) =>
        Assert.Equal(expected, Installers.Of(new Os($"http://lab/{distribution}") { Name = distribution, Distribution = distribution, Released = new DateOnly(year, 4, 1) }, null, fromTree));

    private static async Task<string> CpioAsync(byte[] archive, params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo("cpio", [.. arguments, "--quiet"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await program.StandardInput.BaseStream.WriteAsync(archive, Cancel);
        program.StandardInput.Close();
        var text = await program.StandardOutput.ReadToEndAsync(Cancel);
        await program.WaitForExitAsync(Cancel);
        Assert.Equal(0, program.ExitCode);
        return text;
    }
}
