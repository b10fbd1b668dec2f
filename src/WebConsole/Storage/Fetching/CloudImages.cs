using System.Collections.Immutable;

namespace WebConsole.Storage.Fetching;

/// <summary>A disk image that its makers offer at an address which stays, whatever the newest build is.</summary>
/// <param name="System">Whose it is: "Debian 13".</param>
/// <param name="Url">Where it is.</param>
/// <param name="Name">The name of its volume, which tells system and format.</param>
public sealed record CloudImage(string System, string Url, string Name);

/// <summary>Cloud images for hosts that have none yet. Fedora is not among them: its addresses change with each release.</summary>
public static class CloudImages
{
    /// <summary>Those for an architecture, as libvirt names it; none for others than PCs and 64-bit ARM.</summary>
    public static ImmutableArray<CloudImage> For(string? architecture) => architecture switch
    {
        "x86_64" => Of("amd64", "x86_64"),
        "aarch64" => Of("arm64", "aarch64"),
        _ => [],
    };

    private static ImmutableArray<CloudImage> Of(string debian, string redHat) =>
    [
        Image("Debian 13", $"https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-{debian}.qcow2"),
        Image("Debian 12", $"https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-generic-{debian}.qcow2"),
        Image("Ubuntu 24.04", $"https://cloud-images.ubuntu.com/releases/noble/release/ubuntu-24.04-server-cloudimg-{debian}.img"),
        Image("AlmaLinux 9", $"https://repo.almalinux.org/almalinux/9/cloud/{redHat}/images/AlmaLinux-9-GenericCloud-latest.{redHat}.qcow2"),
        Image("CentOS Stream 9", $"https://cloud.centos.org/centos/9-stream/{redHat}/images/CentOS-Stream-GenericCloud-9-latest.{redHat}.qcow2"),
    ];

    // Ubuntu's are qcow2 too, whatever they are called.
    private static CloudImage Image(string system, string url) => new(system, url, Path.ChangeExtension(url[(url.LastIndexOf('/') + 1)..], ".qcow2"));
}
