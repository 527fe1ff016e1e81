"""A synthetic district: registries of invented students, companies and openings around Xishan, Wuxi."""

from scripts.district.generate import District, generate_district
from scripts.district.workbooks import write_files

__all__ = ["District", "generate_district", "write_files"]
