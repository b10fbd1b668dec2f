using System.Xml.Linq;
using WebConsole.CloudInit.Yaml;
using WebConsole.OsInfo;
using WebConsole.Unattended;
using Xunit;

namespace WebConsole.Tests.Unattended;

public sealed class AnswerFilesTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";

    private static readonly InstalledMachine Machine = new("0123456789abcdef0123", HasUefi: true, "x86_64");

    private static readonly UnattendedSettings Settings = new(
        Hostname: "web-01", User: "anna", Password: "correct-horse", SshKeys: [$"{Key} anna@laptop"], Timezone: "Europe/Berlin", Locale: "de_DE.UTF-8", Keyboard: "de");

    private static readonly XNamespace Unattend = "urn:schemas-microsoft-com:unattend";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kickstart_AnswersWhatAnacondaAsks()
    {
        var answers = await AnswerFiles.MakeAsync(Settings, Installer.Kickstart, Machine, Cancel);

        Assert.Equal("OEMDRV", answers.Label);
        var lines = Assert.Single(answers.Files, file => file.Key == "ks.cfg").Value.Split('\n');
        var hash = Assert.Single(lines, line => line.StartsWith("user ", StringComparison.Ordinal)).Split("--password=")[1];
        Assert.StartsWith("$6$", hash, StringComparison.Ordinal);
        Assert.Equal(
        [
            "text", "lang de_DE.UTF-8", "keyboard de", "timezone Europe/Berlin --utc", "network --bootproto=dhcp --activate --hostname=web-01", "rootpw --lock",
            $"user --name=anna --groups=wheel --iscrypted --password={hash}", $"sshkey --username=anna \"{Key}\"", "ignoredisk --only-use=disk/by-id/*0123456789abcdef0123*", "zerombr",
            "clearpart --all --initlabel", "autopart", "firstboot --disable", "reboot", "%packages", "@core", "qemu-guest-agent", "%end", "",
        ], lines);
    }

    /// <summary>Root is locked, and sudo would ask for a password that there is not.</summary>
    [Fact]
    public async Task UserWithoutAPassword_MayAdministerTheSystem()
    {
        var answers = await AnswerFiles.MakeAsync(Settings with { Password = null }, Installer.Kickstart, Machine, Cancel);

        Assert.EndsWith("%post\necho 'anna ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/administrator\nchmod 0440 /etc/sudoers.d/administrator\n%end\n", answers.Files["ks.cfg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Autoinstall_IsYamlOfUbuntusInstaller()
    {
        var answers = await AnswerFiles.MakeAsync(Settings, Installer.Autoinstall, Machine, Cancel);

        Assert.Equal("CIDATA", answers.Label);
        var text = answers.Files["user-data"];
        Assert.Contains("\"hostname\": \"web-01\"", text, StringComparison.Ordinal);
        Assert.Contains("\"password\": \"$6$", text, StringComparison.Ordinal);
        Assert.Contains($"- \"{Key}\"", text, StringComparison.Ordinal);
        // Without a match it would be the largest disk.
        Assert.Contains("\"serial\": \"*0123456789abcdef0123*\"", text[text.IndexOf("\"match\":", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain(UserDataCheck.Of(text), problem => !problem.IsWarning);
        Assert.Equal("", answers.Files["meta-data"]);
    }

    [Theory]
    [InlineData(true, "3")]
    [InlineData(false, "2")]
    public async Task Autounattend_InstallsToThePartitionOfItsFirmware(bool uefi, string partition)
    {
        var answers = await AnswerFiles.MakeAsync(Settings with { SshKeys = null, Edition = "Windows 11 <Pro> & more" }, Installer.Autounattend, Machine with { HasUefi = uefi }, Cancel);

        var root = XDocument.Parse(answers.Files["autounattend.xml"]).Root!;
        Assert.Equal(["windowsPE", "specialize", "oobeSystem"], root.Elements(Unattend + "settings").Select(pass => pass.Attribute("pass")!.Value));
        Assert.Equal(partition, root.Descendants(Unattend + "InstallTo").Single().Element(Unattend + "PartitionID")!.Value);
        Assert.Equal("Windows 11 <Pro> & more", root.Descendants(Unattend + "MetaData").Single().Element(Unattend + "Value")!.Value);
        Assert.Equal(("web-01", "de-DE"), (root.Descendants(Unattend + "ComputerName").Single().Value, root.Descendants(Unattend + "UserLocale").First().Value));
    }

    /// <summary>Setup of a retail medium asks for it.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("abcde-12345-fghij-67890-klmno")]
    public async Task Autounattend_HasTheProductKey(string? key)
    {
        var settings = Settings with { SshKeys = null, ProductKey = key };

        Assert.Empty(UnattendedRules.Mistakes(settings, Installer.Autounattend));
        var root = XDocument.Parse((await AnswerFiles.MakeAsync(settings, Installer.Autounattend, Machine, Cancel)).Files["autounattend.xml"]).Root!;
        Assert.Equal(key?.ToUpperInvariant(), root.Descendants(Unattend + "UserData").Single().Element(Unattend + "ProductKey")?.Element(Unattend + "Key")?.Value);
    }

    /// <summary>No message may hold it, as the user or as the medium writes it.</summary>
    [Fact]
    public void ProductKey_IsASecret()
    {
        var settings = Settings with { ProductKey = "abcde-12345-fghij-67890-klmno" };

        Assert.Equal(["correct-horse", "abcde-12345-fghij-67890-klmno", "ABCDE-12345-FGHIJ-67890-KLMNO"], settings.Secrets);
        Assert.DoesNotContain("12345", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ABCDE-12345-FGHIJ-67890", Installer.Autounattend)]
    [InlineData("ABCDE-12345-FGHIJ-67890-KLMNO\n", Installer.Autounattend)]
    [InlineData("ABCDE-12345-FGHIJ-67890-KLMNO", Installer.Kickstart)]
    public void ProductKeyThatIsNone_IsRefused(string key, Installer installer) =>
        Assert.Equal(["productKey"], UnattendedRules.Mistakes(Settings with { SshKeys = null, ProductKey = key }, installer).Keys);

    /// <summary>Somebody with a German keyboard may want an English system.</summary>
    [Theory]
    [InlineData("de", "de-DE")]
    [InlineData(null, "en-GB")]
    public async Task Autounattend_TakesTheKeyboard(string? keyboard, string input)
    {
        var answers = await AnswerFiles.MakeAsync(Settings with { SshKeys = null, Locale = "en_GB.UTF-8", Keyboard = keyboard }, Installer.Autounattend, Machine, Cancel);

        var root = XDocument.Parse(answers.Files["autounattend.xml"]).Root!;
        Assert.Equal([input, input], root.Descendants(Unattend + "InputLocale").Select(element => element.Value));
        Assert.Equal(["en-GB", "en-GB"], root.Descendants(Unattend + "UserLocale").Select(element => element.Value));
    }

    [Fact]
    public void KeyboardThatWindowsDoesNotHave_IsRefused()
    {
        Assert.Equal(["keyboard"], UnattendedRules.Mistakes(Settings with { SshKeys = null, Keyboard = "dvorak" }, Installer.Autounattend).Keys);
        Assert.Empty(UnattendedRules.Mistakes(Settings with { Keyboard = "dvorak" }, Installer.Kickstart));
    }

    [Fact]
    public async Task Password_StandsNowhereAsItWasTyped()
    {
        foreach (var installer in Enum.GetValues<Installer>())
        {
            var answers = await AnswerFiles.MakeAsync(Settings, installer, Machine, Cancel);
            Assert.DoesNotContain("correct-horse", $"{string.Concat(answers.Files.Values)} {answers} {Settings}", StringComparison.Ordinal);
        }
    }

    /// <summary>What would begin a line, a section or an element of its own is refused before it is written, whoever installs.</summary>
    [Theory]
    [Trait("Attack", "J5")]
    [InlineData("hostname", "web\n%post\nreboot\n%end")]
    [InlineData("hostname", "web --activate")]
    [InlineData("hostname", "web</ComputerName><Evil/>")]
    [InlineData("user", "anna --plaintext")]
    [InlineData("user", "anna\nrootpw x")]
    [InlineData("sshKeys", "ssh-ed25519 AAAA\"\nreboot")]
    [InlineData("timezone", "UTC\nreboot")]
    [InlineData("locale", "de_DE.UTF-8 --addsupport=x")]
    [InlineData("keyboard", "de'\nreboot")]
    [InlineData("edition", "a\nb")]
    [InlineData("productKey", "ABCDE-12345-FGHIJ-67890-KLM<o")]
    public void HostileValue_IsRefused(string field, string value)
    {
        var hostile = field switch
        {
            "hostname" => Settings with { Hostname = value },
            "user" => Settings with { User = value },
            "sshKeys" => Settings with { SshKeys = [value] },
            "timezone" => Settings with { Timezone = value },
            "locale" => Settings with { Locale = value },
            "keyboard" => Settings with { Keyboard = value },
            "productKey" => Settings with { ProductKey = value },
            _ => Settings with { Edition = value },
        };

        foreach (var installer in Enum.GetValues<Installer>())
            Assert.Contains(field, UnattendedRules.Mistakes(hostile, installer).Keys);
    }

    /// <summary>Of a machine whose name gives none, no installer gets one.</summary>
    [Theory]
    [InlineData(null, Installer.Kickstart)]
    [InlineData("web.a-domain-that-is-too-long-for-linux.a-domain-that-is-too-long.lab", Installer.Kickstart)]
    [InlineData("win.lab.local", Installer.Autounattend)]
    [InlineData("windows-server-2022", Installer.Autounattend)]
    [InlineData("2022", Installer.Autounattend)]
    public void HostNameThatTheInstallerDoesNotTake_IsRefused(string? name, Installer installer) =>
        Assert.Contains("hostname", UnattendedRules.Mistakes(Settings with { Hostname = name, SshKeys = null }, installer).Keys);

    /// <summary>The installation would end without that user, and so without anybody who can sign in.</summary>
    [Theory]
    [InlineData("administrator", Installer.Autounattend)]
    [InlineData("none", Installer.Autounattend)]
    [InlineData("web-01", Installer.Autounattend)]
    [InlineData("a-name-that-is-too-long", Installer.Autounattend)]
    [InlineData("root", Installer.Kickstart)]
    [InlineData("operator", Installer.Kickstart)]
    [InlineData("admin", Installer.Autoinstall)]
    [InlineData("kvm", Installer.Autoinstall)]
    public void UserWhomTheSystemDoesNotMake_IsRefused(string user, Installer installer) =>
        Assert.Equal(["user"], UnattendedRules.Mistakes(Settings with { User = user, SshKeys = null }, installer).Keys);

    /// <summary>A key's comment is free text, so it is left out.</summary>
    [Fact]
    [Trait("Attack", "J5")]
    public async Task CommentOfAKey_IsNotWritten()
    {
        var settings = Settings with { SshKeys = [$"{Key} \" --username=root %include http://evil"] };

        Assert.Empty(UnattendedRules.Mistakes(settings, Installer.Kickstart));
        foreach (var installer in (Installer[])[Installer.Kickstart, Installer.Autoinstall])
            Assert.DoesNotContain("evil", string.Concat((await AnswerFiles.MakeAsync(settings, installer, Machine, Cancel)).Files.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kickstart", null, null, "password")]
    [InlineData("autoinstall", null, Key, "password")]
    [InlineData("autounattend", "secret", Key, "sshKeys")]
    [InlineData("yast", "secret", null, "installer")]
    [InlineData("kickstart", null, Key, null)]
    public void WhatAnInstallerCantDo_IsSaid(string installer, string? password, string? key, string? field)
    {
        var settings = new UnattendedSettings(installer, "web-01", "anna", password, key is null ? null : [key]);

        Assert.Equal(field is null ? [] : [field], UnattendedRules.Mistakes(settings, Installers.Of(null, installer)).Keys);
    }

    [Fact]
    public void InstallerThatIsNotKnown_IsToldByTheSystem() =>
        Assert.Contains("name the operating system (os)", Assert.Contains("installer", UnattendedRules.Mistakes(Settings, null))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("ubuntu", "2024-04-25", "", Installer.Autoinstall)]
    [InlineData("ubuntu", "2018-04-26", "http://ubuntu.com/ubuntu/preseed/jeos", Installer.Preseed)]
    [InlineData("fedora", "2022-05-10", "http://fedoraproject.org/fedora/kickstart/desktop", Installer.Kickstart)]
    [InlineData("win", "2021-10-05", "http://microsoft.com/windows/unattend/desktop", Installer.Autounattend)]
    [InlineData("debian", "2023-06-10", "http://debian.org/debian/preseed/jeos", Installer.Preseed)]
    public void System_HasItsInstaller(string distribution, string released, string script, Installer? installer)
    {
        var os = new Os("http://example.org/os") { Name = "A system", Distribution = distribution, Released = DateOnly.Parse(released, System.Globalization.CultureInfo.InvariantCulture), Scripts = script is "" ? [] : [script] };

        Assert.Equal(installer, Installers.Of(os, null));
    }
}
