using WebConsole.OsInfo;

namespace WebConsole.Unattended;

/// <summary>The program that installs an operating system, by the form of its answers.</summary>
public enum Installer
{
    /// <summary>Anaconda of Fedora, RHEL and their kin: a file <c>ks.cfg</c> on a medium labelled OEMDRV.</summary>
    Kickstart,

    /// <summary>Subiquity of Ubuntu from 20.04 on: user-data on a medium labelled CIDATA.</summary>
    Autoinstall,

    /// <summary>Windows Setup: a file <c>autounattend.xml</c> on a disc.</summary>
    Autounattend,
}

/// <summary>Which installer a system has.</summary>
internal static class Installers
{
    private const int FirstYearOfSubiquity = 2020;

    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Installer>().Select(Word)];

    public static string Word(this Installer installer) => installer switch { Installer.Kickstart => "kickstart", Installer.Autoinstall => "autoinstall", _ => "autounattend" };

    /// <summary>The one that was asked for; else what osinfo-db's scripts are for; <c>null</c> where nobody can tell.</summary>
    public static Installer? Of(Os? os, string? asked) => asked is { Length: > 0 }
        ? Enum.GetValues<Installer>().Select(installer => (Installer?)installer).FirstOrDefault(installer => installer!.Value.Word() == asked)
        : os switch
        {
            { Distribution: "ubuntu", Released.Year: >= FirstYearOfSubiquity } => Installer.Autoinstall,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/kickstart/", StringComparison.Ordinal)) => Installer.Kickstart,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/windows/unattend/", StringComparison.Ordinal)) => Installer.Autounattend,
            { IsWindows: true, Released.Year: > 2008 } => Installer.Autounattend,
            { Distribution: "fedora" or "rhel" or "centos" or "almalinux" or "rocky" or "ol" } => Installer.Kickstart,
            _ => null,
        };
}
