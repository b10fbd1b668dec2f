using System.Text;
using Libvirt.Xml;
using WebConsole.Benchmarks.Harness;
using WebConsole.Text;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Schemas;

namespace WebConsole.Benchmarks.Figures;

/// <summary>What the server does while somebody edits a definition of 200 kB as text.</summary>
internal sealed class DefinitionBenchmark : IBenchmark
{
    private const int Rounds = 15;

    public string Name => "definition";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await Task.Yield();
        var before = Large(out var devices);
        var after = before.Replace("<vcpu>2</vcpu>", "<vcpu>4</vcpu>", StringComparison.Ordinal).Replace("cache='none'", "cache='writeback'", StringComparison.Ordinal);
        var schemas = new DefinitionSchemas();
        var size = $"{before.Length / 1000} kB, {devices} devices";
        var first = Once(() => schemas.Check(ObjectKind.Machine, before));
        yield return new Figure("definition-check", Median(() => schemas.Check(ObjectKind.Machine, before)), 100, "ms")
        {
            Beside = $"{size}; the first one, which reads the schema, {first:0} ms; {schemas.Check(ObjectKind.Machine, before).Problems.Count} problems",
        };
        yield return new Figure("definition-difference", Median(() => DiffLines.Of(before, after)), 100, "ms")
        {
            Beside = $"{size}; line by line, every disk changed; by places {Median(() => Places(before, after)):0} ms",
        };
    }

    private static void Places(string before, string after) =>
        DefinitionOutline.Plain(SafeXml.ParseRoot(before, "domain")).ChangesTo(DefinitionOutline.Plain(SafeXml.ParseRoot(after, "domain")));

    private static string Large(out int devices)
    {
        var text = new StringBuilder("<domain type='kvm'>\n  <name>large</name>\n  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>\n  <memory unit='KiB'>1048576</memory>\n  <vcpu>2</vcpu>\n  <os>\n    <type arch='x86_64'>hvm</type>\n  </os>\n  <devices>\n");
        for (devices = 0; text.Length < 200_000; devices++)
            text.Append(devices % 3 == 2
                ? $"    <interface type='network'>\n      <mac address='52:54:00:00:{devices / 256:x2}:{devices % 256:x2}'/>\n      <source network='default'/>\n      <model type='virtio'/>\n    </interface>\n"
                : $"    <disk type='file' device='disk'>\n      <driver name='qemu' type='qcow2' cache='none' discard='unmap'/>\n      <source file='/var/lib/libvirt/images/large-{devices}.qcow2'/>\n      <target dev='vd{Letters(devices)}' bus='virtio'/>\n      <serial>serial-{devices}</serial>\n    </disk>\n");
        return text.Append("  </devices>\n</domain>\n").ToString();
    }

    private static string Letters(int number) => number < 26 ? $"{(char)('a' + number)}" : Letters((number / 26) - 1) + (char)('a' + (number % 26));

    private static double Median(Action work) => Enumerable.Range(0, Rounds).Select(_ => Once(work)).Order().ElementAt(Rounds / 2);

    private static double Once(Action work)
    {
        var started = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
    }
}
