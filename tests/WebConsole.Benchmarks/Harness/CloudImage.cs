using System.Globalization;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A pool with an image of 200 MB, on which machines are made. Nothing in it boots: the firmware halts.</summary>
internal sealed class CloudImage : IAsyncDisposable
{
    public const string Volume = "cloud.qcow2";
    public const int MemoryMegabytes = 128;

    private const string Pool = "bench-machines";
    // The daemon's own place: QEMU's user can't look into temporary directories.
    private const string Root = "/var/lib/libvirt/images/" + Pool;
    // One that older databases of systems know, too.
    private const string Os = "debian11";
    private const int Shells = 4;

    private CloudImage(Guid pool) => Uuid = pool;

    /// <summary>The pool's.</summary>
    public Guid Uuid { get; }

    public static async Task<CloudImage> MakeAsync()
    {
        await ShellAsync($"""
            mkdir -p {Root} && head -c 200M /dev/urandom > {Root}/raw && qemu-img convert -O qcow2 {Root}/raw {Root}/{Volume} && rm {Root}/raw && qemu-img resize -q {Root}/{Volume} 2G
            virsh -c {IdleGuests.Uri} pool-create-as {Pool} dir --target {Root}
            """);
        return new CloudImage(Guid.Parse((await Shell.VirshAsync("pool-uuid", Pool)).Trim()));
    }

    /// <summary>The arguments by which WebConsole makes such a machine.</summary>
    public object Arguments(string name, bool start = true) => new
    {
        name,
        os = Os,
        memory = MemoryMegabytes << 20,
        vcpus = 1,
        firmware = "bios",
        emulate = true,
        disks = new[] { new { pool = Uuid, backing = new { pool = Uuid, volume = Volume, format = "qcow2" } } },
        networks = new[] { new { network = "default" } },
        start,
    };

    /// <summary>Makes and starts one by virt-install.</summary>
    public static Task VirtInstallAsync(string name) => ShellAsync(string.Create(CultureInfo.InvariantCulture,
        $"virt-install --quiet --connect {IdleGuests.Uri} --name {name} --osinfo {Os} --memory {MemoryMegabytes} --vcpus 1 --virt-type qemu --import --noautoconsole --graphics vnc --network network=default --disk path={Root}/{name}.qcow2,size=2,backing_store={Root}/{Volume},backing_format=qcow2"));

    /// <summary>Writes definitions like that of a machine that WebConsole made.</summary>
    public static Task WriteDefinitionsAsync(string like, IEnumerable<string> names) => ShellAsync($"""
        virsh -c {IdleGuests.Uri} dumpxml --inactive {like} > {Root}/{like}.xml
        for name in {string.Join(' ', names)}; do sed -e '/<uuid>/d' -e '/<mac address/d' -e "s/{like}/$name/g" {Root}/{like}.xml > {Root}/$name.xml; done
        """);

    /// <summary>Makes and starts those whose definitions were written, by virsh in four shells at once.</summary>
    public static Task VirshAsync(IEnumerable<string> names)
    {
        const string Virsh = $"virsh --quiet -c {IdleGuests.Uri}";
        const string One = $"{Virsh} vol-create-as {Pool} $name.qcow2 2G --format qcow2 --backing-vol {Root}/{Volume} --backing-vol-format qcow2 && {Virsh} define {Root}/$name.xml && {Virsh} start $name || exit 1";
        var shells = names.Index().GroupBy(one => one.Index % Shells, one => one.Item).Select(some => $"(for name in {string.Join(' ', some)}; do {One}; done) & shells+=\" $!\"");
        return ShellAsync($"{string.Join('\n', shells)}\nfor shell in $shells; do wait $shell || exit 1; done");
    }

    /// <summary>Removes machines with their disks.</summary>
    public static Task RemoveAsync(params IEnumerable<string> names) => ShellAsync($"""
        for name in {string.Join(' ', names)}; do virsh -c {IdleGuests.Uri} destroy $name; virsh -c {IdleGuests.Uri} undefine $name && virsh -c {IdleGuests.Uri} vol-delete $name.qcow2 --pool {Pool}; done
        """);

    public async ValueTask DisposeAsync() => await ShellAsync($"virsh -c {IdleGuests.Uri} pool-destroy {Pool}; rm -r {Root}");

    private static Task<string> ShellAsync(string script) => Shell.RunAsync("bash", "-c", script);
}
