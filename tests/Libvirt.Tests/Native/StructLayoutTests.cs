using System.Reflection;
using System.Runtime.InteropServices;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>Our structs lie in memory as the C compiler lays out libvirt's.</summary>
public sealed class StructLayoutTests
{
    private static readonly Dictionary<Type, string> Structs = new()
    {
        [typeof(NativeErrorRecord)] = "virError",
        [typeof(NativeTypedParameter)] = "virTypedParameter",
        [typeof(NativeDomainInfo)] = "virDomainInfo",
        [typeof(NativeDomainJobInfo)] = "virDomainJobInfo",
        [typeof(NativeDomainBlockJobInfo)] = "virDomainBlockJobInfo",
        [typeof(NativeDomainBlockInfo)] = "virDomainBlockInfo",
        [typeof(NativeDomainStatsRecord)] = "virDomainStatsRecord",
        [typeof(NativeDomainMemoryStat)] = "virDomainMemoryStatStruct",
        [typeof(NativeDomainDiskError)] = "virDomainDiskError",
        [typeof(NativeDomainInterface)] = "virDomainInterface",
        [typeof(NativeIPAddress)] = "virDomainIPAddress",
        [typeof(NativeDhcpLease)] = "virNetworkDHCPLease",
        [typeof(NativeNodeInfo)] = "virNodeInfo",
        [typeof(NativeNodeStat)] = "virNodeCPUStats",
        [typeof(NativeSecurityModel)] = "virSecurityModel",
        [typeof(NativeStoragePoolInfo)] = "virStoragePoolInfo",
        [typeof(NativeStorageVolumeInfo)] = "virStorageVolInfo",
    };

    [Fact]
    public void EachStruct_IsCompared() => Assert.Equal(
        typeof(NativeMethods).Assembly.GetTypes()
            .Where(type => type is { IsValueType: true, IsEnum: false, IsNested: false, Namespace: "Libvirt.Native" })
            .Select(type => type.Name).Order(StringComparer.Ordinal),
        Structs.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void SizesAndOffsets_AreThoseOfTheHeaders()
    {
        var expected = CProgram.Output(string.Join('\n', Structs.Select(pair => Questions(pair.Key, pair.Value))));

        Assert.Equal(expected, Structs.SelectMany(pair => Answers(pair.Key, pair.Value)));
    }

    private static string Questions(Type ours, string theirs) => string.Join('\n',
        Fields(ours).Select(field => $"printf(\"{theirs}.{field.Name} %zu\\n\", offsetof({theirs}, {InC(ours, field)}));")
            .Prepend($"printf(\"{theirs} %zu\\n\", sizeof({theirs}));"));

    private static IEnumerable<string> Answers(Type ours, string theirs) =>
        Fields(ours).Select(field => $"{theirs}.{field.Name} {Marshal.OffsetOf(ours, field.Name)}")
            .Prepend($"{theirs} {Marshal.SizeOf(ours)}");

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public);

    // A typed parameter's value is a union with a short name for each type.
    private static string InC(Type type, FieldInfo field) =>
        type == typeof(NativeTypedParameter) && field.Name is not ("field" or "type") ? "value." + field.Name : field.Name;
}
