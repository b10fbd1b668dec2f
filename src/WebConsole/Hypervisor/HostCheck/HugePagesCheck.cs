using System.Globalization;
using WebConsole.Text;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Memory set aside in huge pages, which machines can ask for.</summary>
internal static class HugePagesCheck
{
    private const string Directory = "sys/kernel/mm/hugepages";

    public static HostCheckItem Run(HostCheckContext context)
    {
        var files = context.Files;
        var sizes = files.List(Directory);
        if (sizes.Count == 0)
            return Item(HostCheckStatus.NotApplicable, "This kernel has none.");
        var reserved = sizes.Select(size => Describe(files, size)).OfType<string>().ToList();
        if (reserved.Count == 0)
        {
            return Item(HostCheckStatus.Ok, "None set aside." + Transparent(files)) with
            {
                Advice = "Only needed for machines that ask for them. To set aside 1024 pages of 2 MiB:",
                Commands = "echo 'vm.nr_hugepages = 1024' > /etc/sysctl.d/80-hugepages.conf\nsysctl --system",
            };
        }
        var found = string.Join(", ", reserved) + ".";
        return files.Read("proc/mounts")?.Contains(" hugetlbfs ", StringComparison.Ordinal) is true
            ? Item(HostCheckStatus.Ok, found)
            : Item(HostCheckStatus.Attention, found + " QEMU cannot use them: hugetlbfs is not mounted.") with
            {
                Advice = "Mount it, and restart libvirt, which looks for it when it starts.",
                Commands = "systemctl start dev-hugepages.mount || mount -t hugetlbfs hugetlbfs /dev/hugepages\n" + context.Commands.RestartLibvirt,
            };
    }

    // A directory's name is hugepages-2048kB.
    private static string? Describe(HostFiles files, string size)
    {
        var digits = size.AsSpan().TrimStart("hugepages-").TrimEnd("kB");
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            || Number(files, size, "nr_hugepages") is not { } count || count == 0)
            return null;
        var free = Number(files, size, "free_hugepages");
        return string.Create(CultureInfo.InvariantCulture, $"{count} of {Format.Bytes(kibibytes * 1024)} set aside, {free} free");
    }

    private static long? Number(HostFiles files, string size, string name) =>
        long.TryParse(files.Read($"{Directory}/{size}/{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Transparent(HostFiles files) =>
        files.Read("sys/kernel/mm/transparent_hugepage/enabled")?.Contains("[never]", StringComparison.Ordinal) switch
        {
            false => " The kernel makes some by itself (transparent huge pages).",
            true => " Transparent huge pages are off too.",
            null => "",
        };

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.HugePages, "Huge pages", status, found);
}
