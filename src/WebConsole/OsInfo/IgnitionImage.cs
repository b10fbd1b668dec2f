namespace WebConsole.OsInfo;

/// <summary>Tells systems that Ignition sets up at their first boot, and that have no cloud-init: Fedora CoreOS, its kin, and Flatcar.</summary>
public static class IgnitionImage
{
    private static readonly string[] Names = ["fedora-coreos", "flatcar", "rhcos", "scos"];

    /// <summary>By the name of a disk image, as its makers give it: <c>fedora-coreos-42.20250609.3.0-qemu.x86_64.qcow2</c>.</summary>
    public static bool Is(string fileName) => Names.Any(name => OsDatabase.Stands(fileName, name) >= 0);

    /// <summary>By what osinfo-db knows of the system.</summary>
    public static bool Is(Os os) => os.Id.Contains("/coreos/", StringComparison.Ordinal) || os.Id.Contains("/flatcar", StringComparison.Ordinal);
}
