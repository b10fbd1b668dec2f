using System.Text.RegularExpressions;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Tells kernels and initial RAM disks by their names, as distributions and installers give them: libvirt takes both for raw disks.</summary>
internal static partial class BootFileName
{
    public static bool IsKernel(string name) => Kernel().IsMatch(name);

    public static bool IsInitrd(string name) => Initrd().IsMatch(name);

    // Of an installer's tree the kernel is called linux, and nothing else.
    [GeneratedRegex(@"\A((.*[-_.])?(vmlinu[xz]|bzimage)([-_.].*)?|linux)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Kernel();

    [GeneratedRegex(@"\A((.*[-_.])?(initrd|initramfs)([-_.].*)?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Initrd();
}
