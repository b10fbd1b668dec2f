using WebConsole.OsInfo;
using WebConsole.OsInfo.Trees;

namespace WebConsole.Unattended;

/// <summary>The program that installs an operating system, by the form of its answers.</summary>
public enum Installer
{
    /// <summary>Anaconda of Fedora, RHEL and their kin: a file <c>ks.cfg</c> on a medium labelled OEMDRV.</summary>
    Kickstart,

    /// <summary>Subiquity of Ubuntu from 20.04 on: user-data on a medium labelled CIDATA.</summary>
    Autoinstall,

    /// <summary>Debian's, and Ubuntu's before 2020: a file <c>preseed.cfg</c> in its initial RAM disk.</summary>
    Preseed,

    /// <summary>SUSE's: a file <c>autoinst.xml</c> in its initial RAM disk.</summary>
    AutoYast,

    /// <summary>Windows Setup: a file <c>autounattend.xml</c> on a disc.</summary>
    Autounattend,
}

/// <summary>Which installer a system has.</summary>
internal static class Installers
{
    private const int FirstYearOfSubiquity = 2020;

    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Installer>().Select(Word)];

    public static string Word(this Installer installer) => installer switch { Installer.Kickstart => "kickstart", Installer.Autoinstall => "autoinstall", Installer.Preseed => "preseed", Installer.AutoYast => "autoyast", _ => "autounattend" };

    /// <summary>Whether it is started by its kernel out of an installation tree.</summary>
    public static bool IsInTrees(this Installer installer) => installer is Installer.Kickstart or Installer.Preseed or Installer.AutoYast;

    /// <summary>Whether it looks for its answers on a second medium.</summary>
    public static bool ReadsMedium(this Installer installer) => installer is not (Installer.Preseed or Installer.AutoYast);

    /// <summary>The one that was asked for; else that of the tree, as it says of itself; else what osinfo-db's scripts are for; <c>null</c> where nobody can tell.</summary>
    public static Installer? Of(Os? os, string? asked, bool fromTree = false, TreeInfo? tree = null) => asked is { Length: > 0 }
        ? Enum.GetValues<Installer>().Select(installer => (Installer?)installer).FirstOrDefault(installer => installer!.Value.Word() == asked)
        // Trees of Anaconda and of YaST alone describe themselves so.
        : tree is { Family: { Length: > 0 } family } ? family.Contains("SUSE", StringComparison.OrdinalIgnoreCase) ? Installer.AutoYast : Installer.Kickstart
        : os switch
        {
            { Distribution: "debian" or "ubuntu" } when fromTree => Installer.Preseed,
            { Distribution: "ubuntu", Released.Year: >= FirstYearOfSubiquity } => Installer.Autoinstall,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/kickstart/", StringComparison.Ordinal)) => Installer.Kickstart,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/windows/unattend/", StringComparison.Ordinal)) => Installer.Autounattend,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/preseed/", StringComparison.Ordinal)) => Installer.Preseed,
            { Scripts: var scripts } when scripts.Any(script => script.Contains("/autoyast/", StringComparison.Ordinal)) => Installer.AutoYast,
            { IsWindows: true, Released.Year: > 2008 } => Installer.Autounattend,
            { Distribution: "fedora" or "rhel" or "centos" or "almalinux" or "rocky" or "ol" } => Installer.Kickstart,
            { Distribution: "debian" } => Installer.Preseed,
            { Distribution: "opensuse" or "sles" or "sled" or "sle" } => Installer.AutoYast,
            _ => null,
        };
}
