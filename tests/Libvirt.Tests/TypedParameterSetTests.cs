using System.Text;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests;

public sealed unsafe class TypedParameterSetTests
{
    [Fact]
    public void EachType_IsReadAsItself()
    {
        var text = "tëxt\0"u8.ToArray();
        fixed (byte* s = text)
        {
            var set = Read(
                Parameter("int", 1, p => p->i = -5), Parameter("uint", 2, p => p->ui = uint.MaxValue),
                Parameter("long", 3, p => p->l = long.MinValue), Parameter("ulong", 4, p => p->ul = ulong.MaxValue),
                Parameter("double", 5, p => p->d = 1.5), Parameter("boolean", 6, p => p->b = 1),
                Parameter("string", 7, Store((nint)s)), Parameter("future", 8, p => p->ul = 7));

            Assert.Equal(
                [("int", -5), ("uint", uint.MaxValue), ("long", long.MinValue), ("ulong", ulong.MaxValue),
                 ("double", 1.5), ("boolean", true), ("string", "tëxt"), ("future", null)],
                set.Select(parameter => (parameter.Name, parameter.Value)));
            Assert.Equal((TypedParameterType)8, set[7].Type);
        }
    }

    [Fact]
    public void NarrowValues_IgnoreTheUnionsOtherBytes()
    {
        var set = Read(
            Parameter("uint", 2, p => { p->ul = ulong.MaxValue; p->ui = 3; }),
            Parameter("no", 6, p => { p->ul = ulong.MaxValue; p->b = 0; }));

        Assert.Equal(3, set.GetInt64("uint"));
        Assert.True(set.TryGetBoolean("no", out var no));
        Assert.False(no);
    }

    [Fact]
    public void NumberThatDoesNotFit_IsUnknown()
    {
        var set = Read(Parameter("large", 4, p => p->ul = ulong.MaxValue), Parameter("negative", 3, p => p->l = -1));

        Assert.Null(set.GetInt64("large"));
        Assert.Equal(ulong.MaxValue, set.GetUInt64("large"));
        Assert.Null(set.GetUInt64("negative"));
        Assert.True(set.TryGetDouble("large", out var large) && large > 1.8e19);
        Assert.True(set.TryGetDouble("negative", out var negative) && negative < 0);
    }

    [Fact]
    public void WhatIsMissingOrOfAnotherType_IsUnknown()
    {
        var set = Read(Parameter("double", 5, p => p->d = 2));

        Assert.Null(set.GetInt64("double"));
        Assert.Null(set.GetString("double"));
        Assert.Null(set.GetInt64("nothing"));
        Assert.False(set.TryGetBoolean("double", out _));
    }

    [Fact]
    public void NameWithoutAnEnd_StopsAtItsField()
    {
        var set = Read(Parameter(new string('n', NativeTypedParameter.FieldLength), 1, p => p->i = 1));

        Assert.Equal(NativeTypedParameter.FieldLength, set[0].Name.Length);
    }

    [Fact]
    public void NameThatIsNoUtf8_IsReadAnyway()
    {
        var parameter = Parameter("", 1, p => { p->field[0] = 0xff; p->field[1] = (byte)'x'; });

        Assert.Equal(@"\xffx", Read(parameter)[0].Name);
        Assert.Equal(@"\xffx", Read(parameter)[0].Name);
    }

    [Fact]
    public void SameSetAgain_AllocatesItsArrayAndNoNames()
    {
        var parameters = Enumerable.Range(0, 60).Select(i => Parameter($"block.{i}.rd.bytes", 4, p => p->ul = 1)).ToArray();
        Read(parameters);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = Read(parameters);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(60, set.Count);
        Assert.InRange(allocated, 0, 60 * 40);
    }

    private static TypedParameterSet Read(params NativeTypedParameter[] parameters)
    {
        fixed (NativeTypedParameter* first = parameters)
            return TypedParameterReader.Read(first, parameters.Length);
    }

    private delegate void Setter(NativeTypedParameter* parameter);

    private static Setter Store(nint text) => p => p->s = (byte*)text;

    private static NativeTypedParameter Parameter(string name, int type, Setter set)
    {
        NativeTypedParameter parameter = default;
        Encoding.UTF8.GetBytes(name, new Span<byte>(parameter.field, NativeTypedParameter.FieldLength));
        parameter.type = type;
        set(&parameter);
        return parameter;
    }
}
